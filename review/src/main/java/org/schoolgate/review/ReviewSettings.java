package org.schoolgate.review;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.schoolgate.filters.category.Categories;
import org.schoolgate.filters.policy.School;
import org.schoolgate.review.store.StoreLocation;

/// What [Review] needs. The suppliers are asked again each time, so a new policy shows at once.
///
/// @param data the data folder; the store is in `store/` and the key of sealed addresses in `keys/` below it
/// @param postgres a database on a server; empty for a file in the data folder
/// @param listen where the site listens, and nowhere else; port 0 takes a free one
/// @param school the school as pages speak of it
/// @param categories the categories in force
/// @param system how the gateway is
/// @param clock the time
/// @param hostNames further names under which readers reach the site, without port; `localhost`, the address itself and
///         the school's `reviewSite` are always taken
public record ReviewSettings(
        Path data,
        Optional<StoreLocation.Postgres> postgres,
        InetSocketAddress listen,
        Supplier<School> school,
        Supplier<Categories> categories,
        Supplier<SystemStatus> system,
        InstantSource clock,
        Set<String> hostNames) {

    public ReviewSettings {
        hostNames = Set.copyOf(hostNames);
    }
}
