package dev.assay.core.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.anchor.AnchorFault;
import dev.assay.core.anchor.AnchorRefusal;
import dev.assay.core.anchor.AnchorStanding;
import dev.assay.core.anchor.AnchorSubject;
import dev.assay.core.crypto.Base64Text;
import dev.assay.core.crypto.MerkleProof;
import dev.assay.testkit.LogKeys;
import dev.assay.testkit.MerkleModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Log proofs from outside: what holds, and one rule broken at a time. */
class LogProofTest {
  private static final String ORIGIN = "log.example/a";
  private static final AnchorSubject SUBJECT = subject(3);

  private static AnchorSubject subject(int i) {
    return new AnchorSubject(
        "sha256:" + "%064x".formatted(i), "sha256:" + "%064x".formatted(i + 1000));
  }

  /** A proof for entry 3 of 5. */
  private static String proof() {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      leaves.add(LogLeaf.hash(subject(i)));
    }
    Checkpoint checkpoint = LogKeys.signer(ORIGIN, 1).checkpoint(5, MerkleProof.root(leaves));
    byte[] bytes = new LogProof(3, MerkleModel.inclusion(leaves, 3), checkpoint).bytes();
    return new String(bytes, UTF_8);
  }

  private static String checkpointText() {
    String proof = proof();
    return LogKeys.text(proof.substring(proof.indexOf("\n\n") + 2).getBytes(UTF_8));
  }

  private static LogTrust trust(int quorum, String... witnesses) {
    List<byte[]> files = new ArrayList<>();
    for (String witness : witnesses) {
      files.add(witness.getBytes(UTF_8));
    }
    byte[] log = LogKeys.verifier(ORIGIN, 1, 1).getBytes(UTF_8);
    return ((LogTrust.Reading.Read) LogTrust.read(log, files, quorum)).trust();
  }

  private static AnchorStanding judge(String proof, LogTrust trust) {
    return new LogProofVerifier(trust).verify(proof.getBytes(UTF_8), SUBJECT);
  }

  private static void assertRefused(String proof, LogTrust trust, AnchorFault fault, int line) {
    assertThat(judge(proof, trust))
        .isInstanceOfSatisfying(
            AnchorStanding.Refused.class,
            r -> {
              assertThat(r.refusal().fault()).as(r.refusal().text()).isEqualTo(fault);
              assertThat(r.refusal().line()).as(r.refusal().text()).isEqualTo(line);
            });
  }

  @Test
  void a_proof_is_written_as_the_document_says_and_holds() {
    assertThat(proof())
        .startsWith("c2sp.org/tlog-proof@v1\nindex 3\n")
        .contains("\n\n" + ORIGIN + "\n5\n")
        .endsWith("\n");
    assertThat(judge(proof(), trust(0)))
        .isEqualTo(new AnchorStanding.Logged(ORIGIN, 3, 5, List.of(), null));
    String withExtra = proof().replace("\nindex", "\nextra aGVsbG8=\nindex");
    assertThat(judge(withExtra, trust(0))).isInstanceOf(AnchorStanding.Logged.class);
  }

  @Test
  void the_entry_is_small_canonical_json_of_the_bundle_alone() {
    assertThat(new String(LogLeaf.canonicalBytes(SUBJECT), UTF_8))
        .isEqualTo(
            "{\"archive_sha256\":\""
                + SUBJECT.archiveSha256()
                + "\",\"bundle_id\":\""
                + SUBJECT.bundleId()
                + "\",\"schema\":\"assay.log_entry.v1\"}");
  }

  @Test
  void another_bundle_index_or_path_is_not_included() {
    LogTrust trust = trust(0);
    byte[] bytes = proof().getBytes(UTF_8);
    AnchorSubject otherId = new AnchorSubject(SUBJECT.archiveSha256(), SUBJECT.archiveSha256());
    for (AnchorSubject other : List.of(subject(2), otherId)) {
      assertThat(new LogProofVerifier(trust).verify(bytes, other))
          .isInstanceOfSatisfying(
              AnchorStanding.Refused.class,
              r -> assertThat(r.refusal().fault()).isEqualTo(AnchorFault.INCLUSION_FAILS));
    }
    assertRefused(proof().replace("index 3", "index 2"), trust, AnchorFault.INCLUSION_FAILS, 0);
    assertRefused(proof().replace("index 3", "index 5"), trust, AnchorFault.INCLUSION_FAILS, 0);
    String without = proof().replaceFirst("(index 3\n)[^\n]+\n", "$1");
    assertRefused(without, trust, AnchorFault.INCLUSION_FAILS, 0);
  }

  @Test
  void malformed_proofs_are_refused_with_their_line() {
    LogTrust trust = trust(0);
    AnchorFault fault = AnchorFault.NOT_A_LOG_PROOF;
    assertRefused(proof().replace("@v1", "@v2"), trust, fault, 1);
    assertRefused(proof().replace("\nindex", "\nextra a\nindex"), trust, fault, 2);
    for (String index : List.of("index 03", "index -1", "index", "index 3 ", "Index 3")) {
      assertRefused(proof().replace("index 3", index), trust, fault, 2);
    }
    assertRefused(proof().replace("index 3", "index 9223372036854775808"), trust, fault, 2);
    assertRefused(proof().replaceFirst("(index 3\n)[^\n]+\n", "$1AAAA\n"), trust, fault, 3);
    assertRefused(proof().replace("index 3\n", "index 3\n" + line(0).repeat(62)), trust, fault, 67);
    assertRefused(proof().replace("\n", "\r\n"), trust, fault, 1);
    assertRefused(proof().stripTrailing(), trust, fault, 11);
    assertRefused("", trust, fault, 1);
    assertRefused("x".repeat(70_000), trust, AnchorFault.TOO_LARGE, 0);
    assertThat(new LogProofVerifier(trust).verify(new byte[] {(byte) 0xC3, '\n'}, SUBJECT))
        .isInstanceOf(AnchorStanding.Refused.class);
  }

  private static String line(int fill) {
    byte[] hash = new byte[32];
    hash[0] = (byte) fill;
    return Base64Text.encode(hash) + '\n';
  }

  @Test
  void malformed_checkpoints_are_refused_with_their_line() {
    LogTrust trust = trust(0);
    AnchorFault fault = AnchorFault.NOT_A_CHECKPOINT;
    int origin = 7;
    assertRefused(proof().replace("\n5\n", "\n05\n"), trust, fault, origin + 1);
    assertRefused(proof().replace("\n5\n", "\nfive\n"), trust, fault, origin + 1);
    assertRefused(proof().replace("\n5\n", "\n5\nAAAA"), trust, fault, origin + 2);
    assertRefused(proof().replace("\n5\n", "\n0\n"), trust, fault, origin + 2);
    assertRefused(proof().replace(ORIGIN + "\n5", ORIGIN + "\n\n5"), trust, fault, origin + 1);
    assertRefused(proof().replace("\n5\n", "\n"), trust, fault, origin + 1);
    assertRefused(proof().replace("\u2014", "-"), trust, AnchorFault.NOT_A_NOTE, origin + 4);
    assertRefused(proof() + "more\n", trust, AnchorFault.NOT_A_NOTE, origin + 5);
    assertRefused(
        proof() + LogKeys.signature("x", 2, "y\n").repeat(64),
        trust,
        AnchorFault.NOT_A_NOTE,
        origin + 68);
  }

  @Test
  void a_checkpoint_must_be_signed_by_the_log_that_is_trusted() {
    String unsigned = proof().substring(0, proof().indexOf('\u2014'));
    String byOther = unsigned + LogKeys.signature(ORIGIN, 9, checkpointText());
    assertRefused(byOther, trust(0), AnchorFault.LOG_SIGNATURE_ABSENT, 0);
    String renamed = proof().replace("\n" + ORIGIN + "\n", "\nlog.example/b\n");
    assertRefused(renamed, trust(0), AnchorFault.ORIGIN_DIFFERS, 0);
    String grown = proof().replace("\n5\n", "\n6\n");
    assertRefused(grown, trust(0), AnchorFault.SIGNATURE_INVALID, 0);
  }

  @Test
  void a_quorum_counts_witnesses_once_and_tells_when_they_had_signed() {
    String w1 = LogKeys.verifier("w.example/1", 4, 11);
    String w2 = LogKeys.verifier("w.example/2", 4, 12);
    String w3 = LogKeys.verifier("w.example/3", 4, 13);
    String text = checkpointText();
    String one = proof() + LogKeys.cosignature("w.example/1", 11, 1000, text);
    String both = one + LogKeys.cosignature("w.example/2", 12, 500, text);
    LogTrust two = trust(2, w1 + w2, w3);
    assertThat(judge(both, two))
        .isEqualTo(
            new AnchorStanding.Logged(
                ORIGIN, 3, 5, List.of("w.example/1", "w.example/2"), Instant.ofEpochSecond(1000)));
    assertThat(judge(both, trust(1, w1, w2)))
        .isInstanceOfSatisfying(
            AnchorStanding.Logged.class,
            l -> assertThat(l.seenAt()).isEqualTo(Instant.ofEpochSecond(500)));
    String twice = one + LogKeys.cosignature("w.example/1", 11, 2000, text);
    assertRefused(twice, two, AnchorFault.WITNESS_QUORUM, 0);
    assertRefused(one, two, AnchorFault.WITNESS_QUORUM, 0);
    String unknown = one + LogKeys.cosignature("w.example/9", 19, 1000, text);
    assertRefused(unknown, two, AnchorFault.WITNESS_QUORUM, 0);
    String wrong = one + LogKeys.cosignature("w.example/2", 12, 500, text + "x\n");
    assertRefused(wrong, two, AnchorFault.SIGNATURE_INVALID, 0);
    String asLog = one + LogKeys.signature("w.example/2", 12, text);
    assertRefused(asLog, two, AnchorFault.WITNESS_QUORUM, 0);
    String negative = one + LogKeys.cosignature("w.example/2", 12, -5, text);
    assertRefused(negative, two, AnchorFault.SIGNATURE_INVALID, 0);
  }

  @Test
  void trust_needs_sound_keys_that_differ_and_a_quorum_they_can_reach() {
    String log = LogKeys.verifier(ORIGIN, 1, 1);
    String w1 = LogKeys.verifier("w.example/1", 4, 11);
    assertTrustRefused(w1, "", 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log, log, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log + log, w1, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log, w1 + w1, 0, AnchorFault.NOT_A_LOG_KEY);
    String sameKey = LogKeys.verifier("w.example/2", 4, 11);
    assertTrustRefused(log, w1 + sameKey, 0, AnchorFault.NOT_A_LOG_KEY);
    String ofTheLog = LogKeys.verifier("w.example/1", 4, 1);
    assertTrustRefused(log, ofTheLog, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log, w1, 2, AnchorFault.WITNESS_QUORUM);
    assertTrustRefused(
        log.replaceFirst("\\+........\\+", "+00000000+"), w1, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log.replace("example/a", "example a"), w1, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused(log.strip(), w1, 0, AnchorFault.NOT_A_LOG_KEY);
    assertTrustRefused("a+b\n", w1, 0, AnchorFault.NOT_A_LOG_KEY);
  }

  private static void assertTrustRefused(
      String log, String witness, int quorum, AnchorFault fault) {
    List<byte[]> witnesses = witness.isEmpty() ? List.of() : List.of(witness.getBytes(UTF_8));
    assertThat(LogTrust.read(log.getBytes(UTF_8), witnesses, quorum))
        .isInstanceOfSatisfying(
            LogTrust.Reading.Refused.class, r -> assertThat(r.refusal().fault()).isEqualTo(fault));
  }

  @Test
  void a_consistency_proof_is_what_a_witness_is_sent_and_shows_growth_only() {
    List<byte[]> leaves = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      leaves.add(LogLeaf.hash(subject(i)));
    }
    LogSigner signer = LogKeys.signer(ORIGIN, 1);
    Checkpoint old = signer.checkpoint(3, MerkleProof.root(leaves.subList(0, 3)));
    Checkpoint now = signer.checkpoint(7, MerkleProof.root(leaves));
    Checkpoint forked = signer.checkpoint(3, MerkleProof.root(leaves.subList(1, 4)));
    ConsistencyProof proof = new ConsistencyProof(3, MerkleModel.consistency(leaves, 3), now);
    assertThat(new String(proof.bytes(), UTF_8)).startsWith("old 3\n").contains("\n\n" + ORIGIN);
    ConsistencyProof read =
        ((ConsistencyProof.Reading.Read) ConsistencyProof.read(proof.bytes())).proof();
    assertThat(read.objection(old)).isNull();
    assertObjection(read.objection(forked), AnchorFault.FORKED);
    assertObjection(
        new ConsistencyProof(7, List.of(), old).objection(now), AnchorFault.ROLLED_BACK);
    assertObjection(new ConsistencyProof(3, List.of(), forked).objection(old), AnchorFault.FORKED);
    assertObjection(
        new ConsistencyProof(2, List.of(), now).objection(old),
        AnchorFault.NOT_A_CONSISTENCY_PROOF);
    assertObjection(
        read.objection(LogKeys.signer("log.example/b", 1).checkpoint(3, old.root())),
        AnchorFault.ORIGIN_DIFFERS);
    Checkpoint empty = signer.checkpoint(0, MerkleProof.root(List.of()));
    assertThat(new ConsistencyProof(0, List.of(), now).objection(empty)).isNull();
    assertObjection(
        new ConsistencyProof(0, List.of(old.root()), now).objection(empty), AnchorFault.FORKED);
    for (String bad : List.of("old x\n\n", "new 3\n\n", "old 3\nAAAA\n\n", "old 3\n")) {
      assertThat(ConsistencyProof.read(bad.getBytes(UTF_8)))
          .as(bad)
          .isInstanceOf(ConsistencyProof.Reading.Refused.class);
    }
  }

  private static void assertObjection(AnchorRefusal refusal, AnchorFault fault) {
    assertThat(refusal).isNotNull();
    assertThat(refusal.fault()).isEqualTo(fault);
  }
}
