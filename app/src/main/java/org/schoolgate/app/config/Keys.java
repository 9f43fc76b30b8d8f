package org.schoolgate.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A mapping with known keys.
///
/// @param noun what it describes, such as "a rule"
/// @param all its keys, in the order in which the reference tells them
record Keys(String noun, List<Key<?>> all) implements Shape<Fields> {

    Keys {
        all = List.copyOf(all);
    }

    Keys(String noun, Key<?>... keys) {
        this(noun, List.of(keys));
    }

    /// Reads every key, whatever is wrong with the others; empty only where this is no mapping.
    @Override
    public Optional<Fields> read(Value value) {
        Optional<List<Value.Member>> members = value.members();
        if (members.isEmpty()) {
            value.wrong(value.shown() + " stands where " + noun + " is described", "write " + words());
            return Optional.empty();
        }
        Map<String, Placed<?>> read = new HashMap<>();
        Map<String, Value> seen = new HashMap<>();
        for (Value.Member member : members.get()) {
            readMember(member, seen, read);
        }
        for (Key<?> key : all) {
            if (key.required() && !seen.containsKey(key.name())) {
                value.wrong(noun + " needs the key '" + key.name() + "'",
                        "add it" + (key.example().isEmpty() ? "" : ", like " + key.name() + ": " + key.example()));
            }
        }
        return Optional.of(new Fields(value, Map.copyOf(read)));
    }

    private void readMember(Value.Member member, Map<String, Value> seen, Map<String, Placed<?>> read) {
        String name = member.key().text().orElse("");
        Optional<Key<?>> known = all.stream().filter(key -> key.name().equals(name)).findFirst();
        if (known.isEmpty()) {
            member.key().unknown(member.key().shown() + " is not a key of " + noun,
                    all.stream().map(Key::name).toList());
            return;
        }
        Value earlier = seen.putIfAbsent(name, member.key());
        if (earlier != null) {
            member.key().wrong("the key '" + name + "' stands here twice, first in line " + earlier.line(),
                    "keep one of them");
        } else if (member.value().isNothing()) {
            member.key().wrong("the key '" + name + "' has no value",
                    known.get().required()
                            ? "write " + known.get().shape().words()
                            : "leave the key out or give it one");
        } else {
            known.get().shape().read(member.value())
                    .ifPresent(found -> read.put(name, new Placed<>(found, member.value())));
        }
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : all) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.sentence()
                    + (key.absent().isEmpty() ? "" : " Left out: " + key.absent() + "."));
            property.putAll(key.shape().schema());
            properties.put(key.name(), property);
        }
        List<String> required = new ArrayList<>(all.stream().filter(Key::required).map(Key::name).toList());
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    @Override
    public Optional<Keys> keys() {
        return Optional.of(this);
    }

    @Override
    public String words() {
        return "'key: value' lines";
    }
}
