package dev.assay.core.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Arbitrary bytes as an approval and as a request: read whole, or not at all. */
class ApprovalFuzzTest {
  @FuzzTest
  void any_bytes_are_read_whole_or_not_at_all(byte[] bytes) {
    SignedApproval.read(bytes)
        .ifPresent(
            signed -> {
              SignedApproval again = SignedApproval.read(signed.bytes()).orElseThrow();
              assertThat(again.approval()).isEqualTo(signed.approval());
              assertThat(again.signature()).isEqualTo(signed.signature());
              assertThat(Approval.isId(signed.approval().id())).isTrue();
            });
    ApprovalRequest.read(bytes)
        .ifPresent(request -> assertThat(ApprovalRequest.read(request.bytes())).hasValue(request));
  }
}
