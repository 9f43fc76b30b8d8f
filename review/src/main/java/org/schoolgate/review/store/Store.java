package org.schoolgate.review.store;

import java.util.Optional;

/// Everything the review site keeps. Any thread may call.
///
/// Reading never waits for writing. Each write is one transaction and returns when it would survive a power cut. Every
/// method of the store throws [StoreException] where the database does not do its work.
public final class Store implements AutoCloseable {

    private final Database database;
    private final Accesses accesses;
    private final Accounts accounts;
    private final OwnDevices ownDevices;
    private final Incidents incidents;
    private final SchoolAccounts schoolAccounts;
    private final Cases cases;
    private final VictimRecords victims;
    private final Reveals reveals;
    private final Sessions sessions;
    private final Factors factors;
    private final Passkeys passkeys;
    private final Rescues rescues;
    private final ViewLog views;
    private final Chain chain;
    private final Outbox outbox;
    private final KeptTexts texts;
    private final Corrections corrections;
    private final Custody custody;
    private final Statistics statistics;
    private final FilterChecks checks;
    private final PolicyUses policies;
    private final PersonalCopies copies;
    private final Devices devices;
    private final Registers registers;
    private final Pleas pleas;
    private final ListActs listActs;
    private final NoticesShown notices;
    private final Annotations annotations;
    private final OwnAccesses own;

    private Store(Database database, CaseSeal seal) {
        this.database = database;
        RecordSeal records = seal.records();
        this.chain = new Chain(database, seal);
        this.outbox = new Outbox(database, records);
        this.accesses = new Accesses(database, chain, records);
        this.accounts = new Accounts(database);
        this.ownDevices = new OwnDevices(database, records);
        this.incidents = new Incidents(database, records);
        this.schoolAccounts = new SchoolAccounts(database);
        CaseActs acts = new CaseActs(chain, seal);
        this.cases = new Cases(database, acts);
        this.victims = new VictimRecords(database, acts);
        this.reveals = new Reveals(database, records);
        this.sessions = new Sessions(database);
        this.factors = new Factors(database);
        this.passkeys = new Passkeys(database);
        this.rescues = new Rescues(database);
        this.texts = new KeptTexts(database);
        this.corrections = new Corrections(database, records);
        this.views = new ViewLog(database);
        this.custody = new Custody(database, acts);
        this.statistics = new Statistics(database, records);
        this.checks = new FilterChecks(database);
        this.policies = new PolicyUses(database);
        this.copies = new PersonalCopies(database, records);
        this.devices = new Devices(database, records);
        this.registers = new Registers(database, acts);
        this.pleas = new Pleas(database, acts);
        this.listActs = new ListActs(database, acts);
        this.notices = new NoticesShown(database, records);
        this.annotations = new Annotations(database, records);
        this.own = new OwnAccesses(database, records, annotations);
    }

    /// Opens the store without the key of records, for whoever has to do with none; they can be neither read nor written.
    ///
    /// @throws StoreException as below
    public static Store open(StoreLocation location) throws StoreException {
        return open(location, Optional.empty());
    }

    /// Opens the store, makes it where there is none, and brings an older one up to date. Where the key of records is missing it is
    /// opened all the same: [Cases#trouble] says so.
    ///
    /// @param caseKey where the key of records is
    /// @throws StoreException where it cannot: another gateway has it open, it was written by a newer Schoolgate, it is
    ///         damaged, the disk is full, the server does not answer; the message says which and what to do
    public static Store open(StoreLocation location, KeyPlace caseKey) throws StoreException {
        return open(location, Optional.of(caseKey));
    }

    private static Store open(StoreLocation location, Optional<KeyPlace> caseKey) throws StoreException {
        Database database = switch (location) {
            case StoreLocation.Sqlite sqlite -> SqliteFile.open(sqlite.file());
            case StoreLocation.Postgres postgres -> PostgresServer.open(postgres);
        };
        try {
            CaseSeal seal = caseKey.map(place -> CaseSeal.open(database, place)).orElseGet(CaseSeal::none);
            Store store = new Store(database, seal);
            store.chain.begin();
            if (seal.trouble().isEmpty()) {
                new CaseSealing(database, seal).all();
                new RecordSealing(database, seal.records()).all();
            }
            return store;
        } catch (RuntimeException fault) {
            database.close();
            throw fault;
        }
    }

    /// Opens the store for reading alone, beside the gateway that writes to it. Nothing can be written, and no case read.
    ///
    /// @throws StoreException where there is none, or where it was written by another version of Schoolgate
    public static Store openToRead(StoreLocation location) throws StoreException {
        return new Store(databaseToRead(location), CaseSeal.none());
    }

    /// The same with the key of records.
    ///
    /// @param caseKey where it is; none is made
    public static Store openToRead(StoreLocation location, KeyPlace caseKey) throws StoreException {
        Database database = databaseToRead(location);
        return new Store(database, CaseSeal.toRead(database, caseKey));
    }

    private static Database databaseToRead(StoreLocation location) {
        return switch (location) {
            case StoreLocation.Sqlite sqlite -> SqliteFile.openToRead(sqlite.file());
            case StoreLocation.Postgres postgres -> PostgresServer.openToRead(postgres);
        };
    }

    /// What people did with lists.
    public ListActs listActs() {
        return listActs;
    }

    public Accesses accesses() {
        return accesses;
    }

    public Annotations annotations() {
        return annotations;
    }

    /// What people see and write of their own records.
    public OwnAccesses own() {
        return own;
    }

    public Accounts accounts() {
        return accounts;
    }

    public SchoolAccounts schoolAccounts() {
        return schoolAccounts;
    }

    public Incidents incidents() {
        return incidents;
    }

    public Cases cases() {
        return cases;
    }

    public VictimRecords victims() {
        return victims;
    }

    public Reveals reveals() {
        return reveals;
    }

    public OwnDevices ownDevices() {
        return ownDevices;
    }

    public Devices devices() {
        return devices;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Factors factors() {
        return factors;
    }

    public Passkeys passkeys() {
        return passkeys;
    }

    public Rescues rescues() {
        return rescues;
    }

    public ViewLog views() {
        return views;
    }

    public Chain chain() {
        return chain;
    }

    public KeptTexts texts() {
        return texts;
    }

    public Corrections corrections() {
        return corrections;
    }

    public Statistics statistics() {
        return statistics;
    }

    public FilterChecks checks() {
        return checks;
    }

    public PersonalCopies copies() {
        return copies;
    }

    public PolicyUses policies() {
        return policies;
    }

    public Custody custody() {
        return custody;
    }

    public Registers registers() {
        return registers;
    }

    /// What people say of closed sites.
    public Pleas pleas() {
        return pleas;
    }

    public NoticesShown notices() {
        return notices;
    }

    public Outbox outbox() {
        return outbox;
    }

    /// Where it is, for messages; without any password.
    public String place() {
        return database.toString();
    }

    @Override
    public void close() {
        database.close();
    }
}
