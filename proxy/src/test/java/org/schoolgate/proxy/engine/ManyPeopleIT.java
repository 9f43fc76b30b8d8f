package org.schoolgate.proxy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.schoolgate.filters.request.AddressRange;
import org.schoolgate.filters.request.IpAddress;
import org.schoolgate.filters.request.Person;
import org.schoolgate.filters.request.Request;
import org.schoolgate.proxy.identity.Answer;
import org.schoolgate.proxy.identity.Asking;
import org.schoolgate.proxy.identity.DirectorySettings;
import org.schoolgate.proxy.identity.Identification;
import org.schoolgate.proxy.identity.IdentitySettings;
import org.schoolgate.proxy.identity.IdentitySources;
import org.schoolgate.proxy.identity.Prompt;
import org.schoolgate.proxy.identity.SchoolDirectory;
import org.schoolgate.proxy.identity.Shown;

/// A school of 2,000 people who all have signed in by the directory's passwords, at 300 requests a second, while the directory is
/// there and then while it is not. With `-Dschoolgate.long=true` it is away for a minute. How long it took to know who asks is
/// printed; no time fails the test.
class ManyPeopleIT {

    private static final boolean LONG = Boolean.getBoolean("schoolgate.long");
    private static final int PEOPLE = LONG ? 2_000 : 300;
    private static final int RATE = 300;
    private static final int CLIENT_THREADS = 8;
    private static final Duration SPELL = LONG ? Duration.ofSeconds(60) : Duration.ofSeconds(4);
    private static final Duration RECHECK = Duration.ofMinutes(10);

    private final long seed = System.nanoTime();
    private final AtomicLong later = new AtomicLong();
    private final Set<Thread> loops = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> known = new ConcurrentLinkedQueue<>();
    /// A bare map with everybody's header in it, looked into at the same moments: what the machine takes for a single look-up then.
    private final Map<String, Boolean> calibrator = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> bare = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean counting = new AtomicBoolean();
    private final List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
    private SchoolDirectory directory;
    private IdentitySources sources;
    private Stage stage;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        directory = new SchoolDirectory();
        for (int i = 0; i < PEOPLE; i++) {
            directory.person(name(i), password(i), "teachers");
            calibrator.put(authorization(i), true);
        }
        sources = IdentitySources.open(new IdentitySettings(Optional.empty(),
                Optional.of(new Prompt(List.of(AddressRange.parse("127.0.0.0/8").orElseThrow()), "Marlbeck")),
                Optional.empty(), folder.resolve("accounts"),
                Optional.of(directory.settings(DirectorySettings.Encryption.LDAPS, DirectorySettings.Nesting.MEMBER)),
                Set.of(), 5, RECHECK, Duration.ofHours(8)), memberships -> Identification.NONE, Identification.NONE,
                InstantSource.system(), () -> System.nanoTime() + later.get());
        stage = new Stage(draft -> draft.connectionsPerClient = 10_000, Optional.empty(), watched());
    }

    @AfterEach
    void stop() {
        stage.close();
        sources.close();
        directory.close();
    }

    private static String name(int person) {
        return "p" + person;
    }

    private static String password(int person) {
        return "pony number " + person;
    }

    private static String authorization(int person) {
        return "Basic " + Base64.getEncoder()
                .encodeToString((name(person) + ":" + password(person)).getBytes(StandardCharsets.UTF_8));
    }

    /// Takes the time of each answer that is known at once.
    private Identification watched() {
        Identification real = sources.identification();
        return new Identification() {

            @Override
            public Answer of(Asking asking) {
                loops.add(Thread.currentThread());
                long begun = System.nanoTime();
                Answer answer = real.of(asking);
                long answered = System.nanoTime();
                boolean found = calibrator.containsKey(asking.authorization());
                long looked = System.nanoTime();
                if (counting.get() && answer instanceof Answer.Is && found) {
                    known.add(answered - begun);
                    bare.add(looked - answered);
                }
                return answer;
            }

            @Override
            public Optional<String> header() {
                return real.header();
            }
        };
    }

    @Test
    void whileTheDirectoryIsAwayNoRequestOfAKnownPersonFailsAndNoLoopWaits() throws Exception {
        System.out.println("seed " + seed);
        List<Wire> clients = signedIn();
        later.addAndGet(RECHECK.toNanos() / 5);
        warm();
        counting.set(true);
        load(clients);
        told("the directory is there");
        int binds = directory.binds.get();
        directory.stop();
        // By now each password would be tried again.
        later.addAndGet(RECHECK.toNanos() * 2);
        AtomicBoolean done = new AtomicBoolean();
        Future<Integer> sampled;
        try (ExecutorService sampler = Executors.newSingleThreadExecutor()) {
            sampled = sampler.submit(() -> sample(done));
            load(clients);
            done.set(true);
        }
        told("the directory is away");
        assertThat(sampled.get()).as("looks at the loops").isGreaterThan(100);
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(directory.binds.get()).isEqualTo(binds);
        for (Wire client : clients) {
            client.close();
        }
    }

    private List<Wire> signedIn() throws Exception {
        List<Future<Wire>> coming = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(CLIENT_THREADS)) {
            for (int i = 0; i < PEOPLE; i++) {
                int person = i;
                coming.add(people.submit(() -> {
                    Wire client = stage.client();
                    ask(client, person, "/first");
                    return client;
                }));
            }
        }
        List<Wire> clients = new ArrayList<>();
        for (Future<Wire> client : coming) {
            clients.add(client.get());
        }
        assertThat(wrong).isEmpty();
        assertThat(directory.binds.get()).isEqualTo(PEOPLE);
        return clients;
    }

    /// Each thread has clients of its own. One request in four comes by a connection that is new.
    private void load(List<Wire> clients) throws Exception {
        stage.asked.clear();
        stage.recorded.clear();
        AtomicInteger sent = new AtomicInteger();
        long end = System.nanoTime() + SPELL.toNanos();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENT_THREADS)) {
            for (int t = 0; t < CLIENT_THREADS; t++) {
                int own = t;
                threads.submit(() -> {
                    Random random = new Random(seed + own);
                    long next = System.nanoTime();
                    while (System.nanoTime() < end) {
                        int person = random.nextInt(PEOPLE / CLIENT_THREADS) * CLIENT_THREADS + own;
                        if (random.nextInt(4) == 0) {
                            clients.get(person).close();
                            clients.set(person, stage.client());
                        }
                        String path = "/" + sent.incrementAndGet();
                        try {
                            asked(clients.get(person), person, path);
                        } catch (IOException closed) {
                            // It was idle for too long; a browser takes a new connection then, and so do we, once.
                            clients.set(person, stage.client());
                            ask(clients.get(person), person, path);
                        }
                        next += TimeUnit.SECONDS.toNanos(1) * CLIENT_THREADS / RATE;
                        Thread.sleep(Math.max(0, next - System.nanoTime()) / 1_000_000);
                    }
                    return null;
                });
            }
        }
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(stage.asked.size()).isEqualTo(sent.get());
        assertThat(sent.get()).isGreaterThan((int) (RATE * SPELL.toSeconds() / 3));
    }

    /// Asks for a page that the gateway itself answers, and looks for whose request it was.
    private void ask(Wire client, int person, String path) {
        try {
            asked(client, person, path);
        } catch (IOException failed) {
            wrong.add(path + ": " + failed);
        }
    }

    private void asked(Wire client, int person, String path) throws IOException {
        String page = path + "-" + name(person);
        Wire.Response response = client.say("GET http://blocked.test" + page + " HTTP/1.1\r\nHost: x\r\n"
                + "Proxy-Authorization: " + authorization(person) + "\r\n\r\n").response();
        if (response.status() != 403 || !response.body().equals("refused http://blocked.test" + page)) {
            wrong.add(page + ": " + response.status() + " " + response.body());
        }
    }

    /// Looks at what the loops do until it is done; how often.
    private int sample(AtomicBoolean done) throws InterruptedException {
        int looks = 0;
        while (!done.get()) {
            for (Thread loop : loops) {
                for (StackTraceElement frame : loop.getStackTrace()) {
                    if (frame.getClassName().startsWith("com.unboundid")
                            || frame.getClassName().endsWith("CompletableFuture")
                                    && frame.getMethodName().equals("waitingGet")) {
                        wrong.add("a loop waits in " + frame);
                    }
                }
            }
            looks++;
            Thread.sleep(20);
        }
        return looks;
    }

    private void told(String when) {
        for (Request request : stage.asked) {
            String asker = request.client().person().map(Person::account).orElse("nobody");
            if (!request.target().text().endsWith("-" + asker)) {
                wrong.add(request.target().text() + " was asked by " + asker);
            }
        }
        long[] times = sorted(known);
        long[] looked = sorted(bare);
        assertThat(times).as("answers that were known at once").isNotEmpty();
        System.out.printf(
                "Who asks, where it is known, while %s: %d people, %d requests, %d not known by their connection: p50 %.1f µs,"
                        + " p99 %.1f µs, p99.9 %.1f µs; a bare look-up of the same header then: p50 %.1f µs, p99 %.1f µs,"
                        + " p99.9 %.1f µs%n",
                when, PEOPLE, stage.asked.size(), times.length, at(times, .5), at(times, .99), at(times, .999),
                at(looked, .5), at(looked, .99), at(looked, .999));
    }

    private static long[] sorted(ConcurrentLinkedQueue<Long> times) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        times.clear();
        return sorted;
    }

    /// Asks for everybody in turn until the code is as fast as it gets, and tells how long it takes then: on a new connection, which
    /// is the longer way; on the same one two texts are compared.
    private void warm() {
        Asking[] all = new Asking[PEOPLE];
        for (int i = 0; i < PEOPLE; i++) {
            all[i] = new Asking(IpAddress.ofV4(0x7f000001), IpAddress.ofV4(0x7f000001), true, false, authorization(i),
                    new Shown(),
                    List.of());
        }
        long[] times = new long[200_000];
        Identification real = sources.identification();
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < times.length; i++) {
                Asking asking = all[random.nextInt(PEOPLE)];
                long begun = System.nanoTime();
                Answer answer = real.of(asking);
                times[i] = System.nanoTime() - begun;
                assertThat(answer instanceof Answer.Is).isTrue();
            }
        }
        Arrays.sort(times);
        System.out.printf("Who asks, where it is known, one after the other: p50 %.2f µs, p99 %.2f µs, p99.9 %.2f µs%n",
                at(times, .5), at(times, .99), at(times, .999));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1e3;
    }
}
