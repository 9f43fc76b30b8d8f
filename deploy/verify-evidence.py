#!/usr/bin/env python3
"""Checks what `schoolgate evidence export` wrote, without Schoolgate: Python 3.8 or newer, nothing else.

  verify-evidence.py FILE [--against CHECKPOINT ...] [--key FINGERPRINT ...]

It says whether every record is what it was when it was written, whether the chain over the records is whole, and whether
it is the one that the checkpoints were signed for. --against takes checkpoints that were kept elsewhere; --key the
fingerprint of the first key, kept elsewhere. Without them only what is in the file is held against itself.
Ends with 0 where all fits, 1 where something does not, 2 where the file cannot be read.
"""
import argparse, base64, hashlib, hmac, json, pathlib, sys

# ---- Ed25519 (RFC 8032), checking alone -------------------------------------------------------------------------------
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)

def add(a, b):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = a, b
    u, v, w, z = (y1 - x1) * (y2 - x2), (y1 + x1) * (y2 + x2), 2 * t1 * t2 * D, 2 * z1 * z2
    e, f, g, h = v - u, z - w, z + w, v + u
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point = add(point, point)
        n >>= 1
    return out

def point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or x == 0 and sign:
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def signed(public, text, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or len(public) != 32:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text.encode()).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = times(s, BASE), add(r, times(h, a))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0

# ---- the tree (RFC 9162) and the chain ----------------------------------------------------------------------------------
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()

def grow(roots, size, entry_hash):
    roots.append(sha(b"\0", bytes.fromhex(entry_hash)))
    while size & 1:
        right = roots.pop()
        roots.append(sha(b"\1", roots.pop(), right))
        size >>= 1

def root_of(roots):
    out = roots[-1]
    for left in reversed(roots[:-1]):
        out = sha(b"\1", left, out)
    return out

def included(entry_hash, index, size, proof):
    at, last, out = index, size - 1, sha(b"\0", bytes.fromhex(entry_hash))
    for other in map(bytes.fromhex, proof):
        if at & 1 or at == last:
            out = sha(b"\1", other, out)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            out = sha(b"\1", out, other)
        at, last = at >> 1, last >> 1
    return out if last == 0 else b""

def entry_hash(entry, before):
    text = "schoolgate-entry/1\n%d\n%s\n%d\n%s\n%s\n"
    return sha((text % (entry["seq"], entry["kind"], entry["about"], entry["digest"], before)).encode()).hex()

class Check:
    def __init__(self, trusted):
        self.trusted, self.wrong, self.keys, self.notes = trusted, 0, {}, []

    def say(self, sentence):
        self.wrong += 1
        print("WRONG ", sentence)

    def signer(self, origin, key):
        public = base64.b64decode(key["public-key"])
        fingerprint = hashlib.sha256(public).hexdigest()
        name, first = fingerprint[:16], key["parent"] == fingerprint[:16]
        statement = "\n".join(["schoolgate-signer/1", origin, key["public-key"], key["since"], ""])
        parent = public if first else self.keys.get(key["parent"])
        if parent is None or not signed(parent, statement, base64.b64decode(key["voucher"])):
            self.say("the key " + name + " is vouched for by no key before it")
        if first and (fingerprint not in self.trusted if self.trusted else self.keys):
            self.say("the key with the fingerprint " + fingerprint + " begins anew, and is not known")
        if first:
            print("First key:", fingerprint)
        self.keys[name] = public

    def note(self, origin, note, what):
        try:
            text, signature = note.split("\n\n")
            dash, name, value = signature.rstrip().split(" ")
            lines = (text + "\n").split("\n")
            size, root, head = int(lines[1]), base64.b64decode(lines[2]), lines[4].split(" ")[1]
            good = dash == "\u2014" and lines[0] == origin and name in self.keys and signed(
                self.keys[name], text + "\n", base64.b64decode(value)[4:])
        except (ValueError, IndexError):
            good = False
        if not good:
            return self.say(what + " cannot be read, is of another store, or was signed by none of its keys")
        self.notes.append((size, root, head, lines[3], what))

    def record(self, entry, line):
        if "record" in line:
            made = hmac.new(bytes.fromhex(line["salt"]), line["record"].encode(), "sha256")
            if made.hexdigest() != entry["digest"]:
                self.say("the record %d (entry %d) is not what it was" % (entry["about"], entry["seq"]))

    def link(self, entry, before):
        if entry_hash(entry, before) != entry["hash"]:
            self.say("entry %d was changed, or does not follow the one before" % entry["seq"])

    def chain(self, lines):
        """All entries: each follows the one before, and each checkpoint fits where the chain had its size."""
        size, before, roots, gone, notes = 0, "0" * 64, [], {}, sorted(self.notes)
        for line in lines:
            entry = line["entry"]
            self.record(entry, line)
            if entry["kind"] == "erased":
                gone.pop(entry["about"], None)
            if "record" not in line and entry["kind"] != "act":
                gone[entry["about"]] = entry["seq"]
            if entry["seq"] != size + 1:
                self.say("the entries %d to %d are gone" % (size + 1, entry["seq"] - 1))
            self.link(entry, before)
            grow(roots, size, entry["hash"])
            size, before = entry["seq"], entry["hash"]
            while notes and notes[0][0] == size:
                _, root, head, at, what = notes.pop(0)
                if root != root_of(roots) or head != before:
                    self.say("%s (%s) was signed for another chain of %d entries" % (what, at, size))
        for about_and_seq in gone.items():
            self.say("the record %d (entry %d) is gone, and nothing says that it was destroyed" % about_and_seq)
        for note in notes[-1:]:
            self.say("the chain ends at entry %d, and had %d at %s" % (size, note[0], note[3]))

    def some(self, lines):
        """Some entries: each stands in the tree that the latest checkpoint was signed for."""
        for note in self.notes[1:]:
            if note[:3] != self.notes[0][:3]:
                self.say("%s is of another moment; it can be held against all records, not against some" % note[4])
        for line in lines:
            entry = line["entry"]
            self.record(entry, line)
            self.link(entry, line["before"])
            proven = included(entry["hash"], entry["seq"] - 1, self.notes[0][0], line["proof"]) if self.notes else b""
            if not proven or proven != self.notes[0][1]:
                self.say("entry %d does not stand in the tree of the checkpoint" % entry["seq"])

def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    for name in "--against", "--key":
        options.add_argument(name, action="append", default=[])
    given = options.parse_args()
    check = Check(given.key)
    lines = [json.loads(line) for line in pathlib.Path(given.file).read_text("utf-8").split("\n") if line]
    origin = lines[0]["origin"]
    for line in lines:
        if "signer" in line:
            check.signer(origin, line["signer"])
        elif "checkpoint" in line:
            check.note(origin, line["checkpoint"], "a checkpoint of the file")
    for path in given.against:
        check.note(origin, origin + pathlib.Path(path).read_text("utf-8").partition(origin)[2], path)
    entries = [line for line in lines if "entry" in line]
    check.chain(entries) if lines[0]["whole"] else check.some(entries)
    print("%d entries, %d things wrong" % (len(entries), check.wrong))
    return 1 if check.wrong else 0

if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, LookupError) as fault:
        print("the file cannot be read:", fault)
        sys.exit(2)
