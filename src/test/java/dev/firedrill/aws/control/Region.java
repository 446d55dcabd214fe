package dev.firedrill.aws.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.rds.model.Certificate;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Event;

/** What there is in one region: descriptions as the SDK has them, which a test may put in, change and take away. */
public final class Region {
    private final ControlPlane plane;
    private final String name;
    private final TagIndex tags;
    private final Map<String, ManagedInstance> instances = new ConcurrentSkipListMap<>();
    private final Map<String, PhysicalBackup> files = new ConcurrentHashMap<>();
    private final Map<String, Production> productions = new ConcurrentHashMap<>();
    private final Deque<Fate> fates = new ConcurrentLinkedDeque<>();
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final ConcurrentNavigableMap<String, DBSnapshot> snapshots = new ConcurrentSkipListMap<>();
    private final Map<String, List<String>> restoreAttributes = new ConcurrentHashMap<>();
    private final ConcurrentNavigableMap<String, DBInstanceAutomatedBackup> automatedBackups =
            new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, DBSubnetGroup> subnetGroups = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, DBParameterGroup> parameterGroups = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, Certificate> certificates = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, SecurityGroup> securityGroups = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, software.amazon.awssdk.services.ec2.model.Subnet> subnets =
            new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, RouteTable> routeTables = new ConcurrentSkipListMap<>();
    private final Map<String, Long> quotas =
            new ConcurrentSkipListMap<>(Map.of("DBInstances", 40L, "AllocatedStorage", 100_000L));
    private final Set<String> closedKeys = ConcurrentHashMap.newKeySet();

    private final CacheRegion caches;

    Region(ControlPlane plane, String name) {
        this.plane = plane;
        this.name = name;
        tags = new TagIndex(() -> plane.latencies().of(Latencies.Step.TAGS_SHOWN));
        StartingPlace.furnish(this);
        caches = new CacheRegion(this);
    }

    public String name() {
        return name;
    }

    ControlPlane plane() {
        return plane;
    }

    /** The ARN of something of RDS here, such as {@code db}, {@code shop-prod}. */
    public String arn(String kind, String identifier) {
        return "arn:aws:rds:" + name + ":" + ControlPlane.ACCOUNT + ":" + kind + ":" + identifier;
    }

    /** Snapshots by identifier; those of other accounts by ARN. */
    public ConcurrentNavigableMap<String, DBSnapshot> snapshots() {
        return snapshots;
    }

    /** Puts in a snapshot; what it does not say of itself is filled in. */
    public DBSnapshot snapshot(PhysicalBackup backup, UnaryOperator<DBSnapshot.Builder> described) {
        var snapshot = described.apply(StartingPlace.snapshot(this, backup)).build();
        if (snapshot.dbSnapshotArn() == null) {
            snapshot = snapshot.toBuilder()
                    .dbSnapshotArn(arn("snapshot", snapshot.dbSnapshotIdentifier()))
                    .build();
        }
        files.put(snapshot.dbSnapshotArn(), backup);
        tags.add(snapshot.dbSnapshotArn(), snapshot.tagList());
        boolean ours = snapshot.dbSnapshotArn().contains(":" + ControlPlane.ACCOUNT + ":");
        snapshots.put(ours ? snapshot.dbSnapshotIdentifier() : snapshot.dbSnapshotArn(), snapshot);
        return snapshot;
    }

    /** Puts in a source instance that can be restored to points in time; there is no engine behind it. */
    public DBInstance production(Production production, UnaryOperator<DBInstance.Builder> described) {
        var instance =
                described.apply(StartingPlace.production(this, production)).build();
        productions.put(instance.dbInstanceIdentifier(), production);
        instances.put(instance.dbInstanceIdentifier(), managed(instance));
        tags.add(instance.dbInstanceArn(), instance.tagList());
        automatedBackups.put(
                instance.dbInstanceIdentifier(), StartingPlace.automatedBackup(this, instance, production));
        return instance;
    }

    /**
     * Puts in automated backups that are replicated here from another region.
     *
     * @param source its instance there
     */
    public DBInstanceAutomatedBackup replicated(DBInstance source, Production production) {
        var backup = StartingPlace.automatedBackup(this, source, production).toBuilder()
                .status("replicating")
                .region(source.dbInstanceArn().split(":")[3])
                .build();
        productions.put(source.dbInstanceIdentifier(), production);
        automatedBackups.put(source.dbInstanceIdentifier(), backup);
        return backup;
    }

    /** Puts in any other instance that this account has: nobody may touch it. */
    public DBInstance foreign(UnaryOperator<DBInstance.Builder> described) {
        var instance = described.apply(StartingPlace.instance(this)).build();
        if (instance.dbInstanceArn() == null) {
            instance = instance.toBuilder()
                    .dbInstanceArn(arn("db", instance.dbInstanceIdentifier()))
                    .build();
        }
        instances.put(instance.dbInstanceIdentifier(), managed(instance));
        tags.add(instance.dbInstanceArn(), instance.tagList());
        return instance;
    }

    ManagedInstance managed(DBInstance instance) {
        return new ManagedInstance(
                instance,
                plane.latencies(),
                message -> events.add(Event.builder()
                        .sourceIdentifier(instance.dbInstanceIdentifier())
                        .sourceType("db-instance")
                        .sourceArn(instance.dbInstanceArn())
                        .date(Instant.now())
                        .message(message)
                        .build()));
    }

    /** What DescribeDBInstances would tell. */
    public List<DBInstance> instances() {
        return instances.values().stream().map(ManagedInstance::description).toList();
    }

    /** How the next restores here end, one after the other; afterwards they end well. */
    public Region next(Fate... ends) {
        fates.addAll(List.of(ends));
        return this;
    }

    /** Lets an instance show another status from now on, such as {@code storage-full}. */
    public void turn(String instance, String status) {
        instances.get(instance).status(status);
    }

    Fate nextFate() {
        var next = fates.poll();
        return next == null ? Fate.AVAILABLE : next;
    }

    /** Accounts that may restore a snapshot, by its identifier. */
    public Map<String, List<String>> restoreAttributes() {
        return restoreAttributes;
    }

    public ConcurrentNavigableMap<String, DBInstanceAutomatedBackup> automatedBackups() {
        return automatedBackups;
    }

    public ConcurrentNavigableMap<String, DBSubnetGroup> subnetGroups() {
        return subnetGroups;
    }

    public ConcurrentNavigableMap<String, DBParameterGroup> parameterGroups() {
        return parameterGroups;
    }

    public ConcurrentNavigableMap<String, Certificate> certificates() {
        return certificates;
    }

    public ConcurrentNavigableMap<String, SecurityGroup> securityGroups() {
        return securityGroups;
    }

    public ConcurrentNavigableMap<String, software.amazon.awssdk.services.ec2.model.Subnet> subnets() {
        return subnets;
    }

    public ConcurrentNavigableMap<String, RouteTable> routeTables() {
        return routeTables;
    }

    /** Limits of the account: {@code DBInstances}, {@code AllocatedStorage} in GiB. */
    public Map<String, Long> quotas() {
        return quotas;
    }

    /** KMS keys, by ARN, that whoever asks may not use. */
    public Set<String> closedKeys() {
        return closedKeys;
    }

    /** What there is of ElastiCache. */
    public CacheRegion caches() {
        return caches;
    }

    /** Ends all engines. */
    void abandon() {
        instances.values().forEach(ManagedInstance::abandon);
        caches.managed().values().forEach(ManagedCache::abandon);
    }

    Map<String, ManagedInstance> managed() {
        return instances;
    }

    PhysicalBackup files(DBSnapshot snapshot) {
        return files.get(snapshot.dbSnapshotArn());
    }

    Map<String, Production> productions() {
        return productions;
    }

    TagIndex tags() {
        return tags;
    }

    /** What DescribeEvents tells; of a restore that failed, why. */
    public List<Event> events() {
        return events;
    }

    Path directoryFor(String identifier) {
        return plane.directory()
                .resolve(name + "-" + identifier.substring(0, Math.min(20, identifier.length())) + "-"
                        + Long.toString(System.nanoTime(), 36));
    }
}
