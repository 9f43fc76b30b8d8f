package org.schoolgate.review.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// What pages call a device in place of its address, and a person in place of their name: a bird and a number, drawn by chance and never again for another.
final class Pseudonyms {

    private static final List<String> BIRDS = List.of("Avocet", "Bittern", "Blackbird", "Bullfinch", "Bunting",
            "Buzzard",
            "Chaffinch", "Chough", "Coot", "Cormorant", "Corncrake", "Crane", "Crossbill", "Cuckoo", "Curlew",
            "Dabchick",
            "Dipper", "Dotterel", "Dunlin", "Dunnock", "Eider", "Fieldfare", "Firecrest", "Fulmar", "Gadwall", "Gannet",
            "Garganey", "Godwit", "Goldcrest", "Goldfinch", "Goosander", "Goshawk", "Grebe", "Greenfinch", "Guillemot",
            "Harrier", "Heron", "Hobby", "Jackdaw", "Kestrel", "Kingfisher", "Kittiwake", "Knot", "Lapwing", "Linnet",
            "Mallard", "Martin", "Merlin", "Moorhen", "Nightjar", "Nuthatch", "Oriole", "Osprey", "Ouzel", "Partridge",
            "Peregrine", "Petrel", "Pintail", "Pipit", "Plover", "Pochard", "Puffin", "Quail", "Rail", "Razorbill",
            "Redpoll", "Redshank", "Redstart", "Redwing", "Robin", "Rook", "Sanderling", "Sandpiper", "Serin",
            "Shelduck",
            "Shoveler", "Shrike", "Siskin", "Skylark", "Smew", "Snipe", "Starling", "Stonechat", "Stork", "Swallow",
            "Swan",
            "Swift", "Teal", "Tern", "Thrush", "Treecreeper", "Turnstone", "Wagtail", "Warbler", "Waxwing", "Wheatear",
            "Whimbrel", "Whinchat", "Whitethroat", "Wigeon", "Woodcock", "Woodlark", "Wren", "Wryneck", "Yellowhammer");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Pseudonyms() {}

    /// Sees to it that they have one.
    static void give(Connection connection, Asker asker, RecordSeal seal) throws SQLException {
        for (int most = 100; find(connection, asker, seal).isEmpty(); most *= 2) {
            String name = BIRDS.get(RANDOM.nextInt(BIRDS.size())) + " " + (1 + RANDOM.nextInt(most - 1));
            Sql.of("INSERT INTO pseudonym (client, name) VALUES (?, ?) ON CONFLICT DO NOTHING", seal.asker(asker),
                    name)
                    .run(connection);
        }
    }

    static Optional<String> find(Connection connection, Asker asker, RecordSeal seal) throws SQLException {
        return Sql.of("SELECT name FROM pseudonym WHERE client = ?", seal.asker(asker))
                .first(connection, row -> row.getString(1));
    }
}
