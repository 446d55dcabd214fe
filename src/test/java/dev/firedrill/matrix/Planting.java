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

    /** A mistake, in what no other tool reads. */
    default Trial alone() {
        return (bench, home) -> {
            var shop = PlantedShop.of(bench.shop().sound(), home);
            plant(shop);
            return said(shop, ForeignSays.NOT_FOR_THEM);
        };
    }

    private Observation observed(Bench bench, PlantedShop shop) throws Exception {
        plant(shop);
        return said(bench, shop);
    }

    private void plant(PlantedShop shop) throws Exception {
        var before = Traces.of(shop);
        into(shop);
        Traces.of(shop).requireOtherThan(before);
    }

    /** What all say of a backup that was planted. */
    static Observation said(Bench bench, PlantedShop shop) throws Exception {
        return said(shop, bench.others(shop));
    }

    private static Observation said(PlantedShop shop, ForeignSays others) throws Exception {
        var found = new RestoredShop(shop).judged();
        return new Observation(
                found, Wording.ofMessage(found.message(), shop.source().relations()), others);
    }
}
