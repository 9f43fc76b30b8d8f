#!/usr/bin/env python3
"""Checks an export or a pack (an archive) of Schoolgate without Schoolgate: Python 3.8 or newer, nothing else.
  verify-evidence.py FILE [--against CHECKPOINT ...] [--key FINGERPRINT ...]

It says whether every record is what it was when it was written, whether the chain over the records is whole, and
whether it is the one that the checkpoints were signed for. --against takes checkpoints that were kept elsewhere; --key
the fingerprint of the first key, kept elsewhere. Without them what is in FILE is only held against itself.
Ends with 0 where all fits, 1 where something does not, 2 where the file cannot be read.
"""
import argparse, base64, functools, hashlib, hmac, io, json, pathlib, sys, zipfile
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
        out, point, n = add(out, point) if n & 1 else out, add(point, point), n >> 1
    return out
def point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * ROOT % P if (x * x - square) % P else x
    if y >= P or (x * x - square) % P or x == 0 and sign: return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P
BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
def signed(public, text, signature):
    a, r, s = point(public), point(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or len(public) != 32: return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + text.encode()).digest(), "little") % L
    (x1, y1, z1, _), (x2, y2, z2, _) = times(s, BASE), add(r, times(h, a))
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0
# ---- reading: each thing has one spelling, so that no other byte is taken for it ----------------------------------------
LINES = [{"schoolgate-evidence", "origin", "whole"}, {"signer"}, {"checkpoint"}, {"checkpoint", "consistency"}] + [
    {"entry"} | record | proof for record in (set(), {"salt", "record"}) for proof in (set(), {"before", "proof"})]
def strict(read, write, text):
    if write(read(text)) != text:
        raise ValueError("this is not how it is spelled: " + text)
    return read(text)
def b64(text): return strict(base64.b64decode, lambda raw: base64.b64encode(raw).decode(), text)
def hexes(texts): return [strict(bytes.fromhex, bytes.hex, text) for text in texts]
def read(raw):
    lines = [json.loads(line) for line in raw.decode("utf-8").split("\n") if line]
    if not all(set(line) in LINES for line in lines) or lines[0]["schoolgate-evidence"] != 1:
        raise ValueError("it is no evidence, or a line of it is of no known kind")
    return lines
def unpack(path):
    """The pieces of evidence of a file or an archive, the SHA-256 of all that is in it, and what is not as it was put in."""
    raw = pathlib.Path(path).read_bytes()
    if raw[:2] != b"PK": return {path: raw}, (), ()
    pack = zipfile.ZipFile(io.BytesIO(raw))
    files = {name: pack.read(name) for name in pack.namelist()}
    put_in = dict(line.split("  ", 1)[::-1] for line in files.pop("digests.txt").decode("utf-8").split("\n")[:-1])
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    pieces = {name: files[name] for name in files if name.endswith(".jsonl") and not name.startswith("files/")}
    return pieces, set(found.values()), sorted(n for n in {*put_in, *found} if put_in.get(n) != found.get(n))
# ---- the tree (RFC 9162) and the chain ----------------------------------------------------------------------------------
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def grow(roots, size, entry_hash):
    roots.append(sha(b"\0", bytes.fromhex(entry_hash)))
    while size & 1:
        right = roots.pop()
        roots.append(sha(b"\1", roots.pop(), right))
        size >>= 1
def root_of(roots): return functools.reduce(lambda right, left: sha(b"\1", left, right), reversed(roots))
def climb(at, last, path):
    """Where a path leads: to the root of the smaller tree that ends there, and to that of the larger (RFC 9162, 2.1.4)."""
    small = large = path[0]
    for other in path[1:]:
        if at & 1 or at == last:
            small, large = sha(b"\1", other, small), sha(b"\1", other, large)
            while at and not at & 1: at, last = at >> 1, last >> 1
        else:
            large = sha(b"\1", large, other)
        at, last = at >> 1, last >> 1
    return (small, large) if last == 0 else (b"", b"")
def agrees(size, root, larger, larger_root, proof):
    at, last, path = size - 1, larger - 1, proof if size & size - 1 else [root] + proof
    while at & 1: at, last = at >> 1, last >> 1
    return 0 < size < larger and bool(path) and climb(at, last, path) == (root, larger_root)
def entry_hash(entry, before):
    words = [str(entry[name]) for name in ("seq", "kind", "about", "digest")]
    return sha("\n".join(["schoolgate-entry/1"] + words + [before, ""]).encode()).hex()
class Check:
    def __init__(self, trusted, files):
        self.trusted, self.files, self.wrong, self.keys, self.notes, self.proofs = trusted, files, 0, {}, [], {}
    def say(self, sentence):
        self.wrong += 1
        print("WRONG ", sentence)
    def signer(self, origin, key):
        public = b64(key["public-key"])
        fingerprint = hashlib.sha256(public).hexdigest()
        name, first = fingerprint[:16], key["parent"] == fingerprint[:16]
        statement = "\n".join(["schoolgate-signer/1", origin, key["public-key"], key["since"], ""])
        parent = public if first else self.keys.get(key["parent"])
        if parent is None or not signed(parent, statement, b64(key["voucher"])):
            self.say("the key " + name + " is vouched for by no key before it")
        if first and (fingerprint not in self.trusted if self.trusted else self.keys):
            self.say("the key with the fingerprint " + fingerprint + " begins anew, and is not known")
        print("First key: " + fingerprint if first else "Next key:  " + fingerprint)
        self.keys[name] = public
    def note(self, origin, note, what):
        try:
            text, signature = note.split("\n\n")
            dash, name, value = signature.split(" ")
            lines, key, value, end = text.split("\n"), self.keys[name], b64(value[:-1]), value[-1]
            size, root, head = int(lines[1]), b64(lines[2]), lines[4].split(" ")[1]
            good = (dash, lines[0], end) == ("\u2014", origin, "\n") and signed(key, text + "\n", value[4:])
            good = good and value[:4] == sha(name.encode() + b"\n\1" + key)[:4]
        except (ValueError, LookupError):
            good = False
        if not good:
            return self.say(what + " cannot be read, is of another store, or was signed by none of its keys")
        self.notes.append((size, root, head, lines[3], what))
    def record(self, entry, line):
        if "record" in line:
            made = hmac.new(hexes([line["salt"]])[0], line["record"].encode(), "sha256")
            if made.hexdigest() != entry["digest"]:
                self.say("the record %d (entry %d) is not what it was" % (entry["about"], entry["seq"]))
            act = json.loads(line["record"])
            if self.files and act.get("kind") == "attached" and act["words"].split(" ")[0] not in self.files:
                self.say("the file that was added by the act %d is not in the archive" % entry["about"])
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
        """Some entries: each stands in the tree that the latest checkpoint was signed for, as do older checkpoints."""
        size, root = max(self.notes, default=(0, b""))[:2]
        for note in self.notes:
            if note[:2] != (size, root) and not agrees(note[0], note[1], size, root, self.proofs.get(note[0], [])):
                self.say("%s is of another moment; it can be held against all records, not against some" % note[4])
        for line in lines:
            entry = line["entry"]
            self.record(entry, line)
            self.link(entry, line["before"])
            path = [sha(b"\0", *hexes([entry["hash"]]))] + hexes(line["proof"])
            if not 0 < entry["seq"] <= size or climb(entry["seq"] - 1, size - 1, path)[1] != root:
                self.say("entry %d does not stand in the tree of the checkpoint" % entry["seq"])
def check_all(given, lines, files):
    check, origin = Check(given.key, files), lines[0]["origin"]
    for line in lines:
        if "signer" in line:
            check.signer(origin, line["signer"])
        elif "checkpoint" in line:
            check.note(origin, line["checkpoint"], "a checkpoint of the file")
            check.proofs[check.notes[-1][0] if check.notes else 0] = hexes(line.get("consistency", []))
    for path in given.against:
        check.note(origin, origin + pathlib.Path(path).read_text("utf-8").partition(origin)[2].rstrip() + "\n", path)
    entries = [line for line in lines if "entry" in line]
    check.chain(entries) if lines[0]["whole"] else check.some(entries)
    print("%d entries, %d things wrong" % (len(entries), check.wrong))
    return check.wrong
def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file")
    for name in "--against", "--key":
        options.add_argument(name, action="append", default=[])
    given = options.parse_args()
    pieces, files, changed = unpack(given.file)
    for name in changed: print("WRONG  the file is not what was put in, or was not put in: " + name)
    wrong = [check_all(given, read(raw), files) for raw in pieces.values()]
    return 1 if changed or sum(wrong) or not wrong else 0
if __name__ == "__main__":
    try:
        sys.exit(main())
    except (OSError, ValueError, LookupError, zipfile.BadZipFile, zipfile.zlib.error) as fault:
        print("the file cannot be read:", fault)
        sys.exit(2)
