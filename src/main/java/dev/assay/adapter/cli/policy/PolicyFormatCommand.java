package dev.assay.adapter.cli.policy;

import dev.assay.app.offline.author.FormatPolicy;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay policy fmt}: the normal form of a policy's text. */
@Command(
    name = "fmt",
    description = {
      "print a policy in its normal form, or write it",
      "Sections stand in the order of the reference page, entries by tool sorted by name. Comments"
          + " stay with what they stand at, no member is added or left out, the digest stays."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the files are, or now are, in their normal form, or it was printed",
      "1:with --check, a file is not",
      "2:a policy is missing or refused, or a backup exists already",
      "3:a file cannot be written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay policy fmt policy.yaml",
      "  assay policy fmt --check policies/*.yaml",
      "  assay policy fmt --write policy.yaml"
    })
final class PolicyFormatCommand implements Callable<Integer> {
  private static final String SCHEMA = "assay.policy_format.v1";

  @Mixin private RewriteOptions rewrite = new RewriteOptions();

  @Override
  public Integer call() {
    return rewrite.run(SCHEMA, read -> FormatPolicy.format(read.yaml(), read.name()));
  }
}
