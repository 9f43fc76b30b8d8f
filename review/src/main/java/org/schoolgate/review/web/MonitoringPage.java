package org.schoolgate.review.web;

import java.util.List;
import java.util.Optional;
import org.schoolgate.filters.policy.MonitoringNotice;
import org.schoolgate.review.ReviewSettings;
import org.schoolgate.review.store.Asker;
import org.schoolgate.review.store.NoticeShown;
import org.schoolgate.review.store.Store;
import org.schoolgate.review.web.view.Monitored;
import org.schoolgate.review.web.view.Monitored.Line;
import org.schoolgate.review.web.view.Place;

/// Who was shown which version of the school's notice on monitoring. Devices are only counted. Each look is recorded.
final class MonitoringPage {

    private static final int SHOWN = 1_000;

    private final Store store;
    private final ReviewSettings settings;

    MonitoringPage(Store store, ReviewSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    void show(Exchange exchange) {
        Times times = new Times(settings.clock().instant(), settings.school().get().zone());
        Optional<MonitoringNotice> notice = settings.notice().get();
        store.views().recordRegister(exchange.visit().account().id(), times.now());
        List<NoticeShown> shown = notice.map(one -> store.notices().of(one.version(), SHOWN)).orElse(List.of());
        List<Line> people = shown.stream().filter(one -> one.asker() instanceof Asker.Named)
                .map(one -> new Line(((Asker.Named) one.asker()).person().account(),
                        Wording.sentence(times.near(one.at()))))
                .toList();
        long devices = shown.stream().filter(one -> one.asker() instanceof Asker.Device).count();
        exchange.show("monitored.jte", "Notice on monitoring", Place.REGISTERS, new Monitored(
                notice.map(MonitoringNotice::version), notice.map(MonitoringNotice::words).orElse(List.of()),
                Wording.sentence(Wording.count(people.size()))
                        + (people.size() == 1 ? " person who is known" : " people who are known")
                        + ", and " + Wording.count(devices) + (devices == 1 ? " device" : " devices")
                        + " of which nobody is.",
                people, shown.size() == SHOWN,
                store.notices().counted().entrySet().stream()
                        .map(each -> each.getKey() + ": " + Wording.digits(each.getValue())).toList()));
    }
}
