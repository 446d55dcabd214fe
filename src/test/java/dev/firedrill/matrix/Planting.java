package dev.firedrill.matrix;

/** Puts one fault into a fresh copy of a backup, or into what its firedrill.yaml says. */
@FunctionalInterface
interface Planting {
    void into(PlantedShop shop) throws Exception;

    /** A fault in the copy of the newest backup. */
    default Trial onNewest() {
        return (bench, home) -> observed(bench, PlantedShop.of(bench.shop().sound(), home));
    }

    /** A fault where there are two backups. */
    default Trial onAll() {
        return (bench, home) ->
                observed(bench, PlantedShop.withAllOf(bench.shop().sound(), home));
    }

    private Observation observed(Bench bench, PlantedShop shop) throws Exception {
        var before = Traces.of(shop);
        into(shop);
        Traces.of(shop).requireOtherThan(before);
        return said(bench, shop);
    }

    /** What all say of a backup that was planted. */
    static Observation said(Bench bench, PlantedShop shop) throws Exception {
        var others = bench.others(shop);
        var found = new RestoredShop(shop).judged();
        return new Observation(
                found, Wording.ofMessage(found.message(), shop.source().relations()), others);
    }
}
