package dev.assay.testkit;

import dev.assay.app.offline.LintBundle;
import dev.assay.core.evidence.verify.BundleLimits;
import dev.assay.core.lint.LintReport;
import dev.assay.core.lint.pack.PackReader;
import dev.assay.core.lint.pack.PackReading;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Linting in tests: packs from resources or text, bundles from memory. */
public final class Lint {
  private static final String HEAD =
      """
      name: %s
      version: 1.0.0
      kind: quality
      description: d
      author: a
      license: MIT
      requires: { assay_min_version: ">=3.0" }
      rules:
      """;

  private Lint() {}

  /** The bytes of a resource. */
  public static byte[] resource(String name) {
    try (InputStream in = Lint.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pack that must be accepted. */
  public static RulePack accepted(byte[] yaml, String document) {
    return switch (PackReader.read(yaml, document)) {
      case PackReading.Accepted(RulePack pack) -> pack;
      case PackReading.Refused refused -> throw new AssertionError(refused.problems().toString());
    };
  }

  /** A quality pack with the given rules, indented by two. */
  public static RulePack pack(String name, String rules) {
    String yaml = HEAD.formatted(name) + rules;
    return accepted(yaml.getBytes(StandardCharsets.UTF_8), name + ".yaml");
  }

  /** A quality pack with one rule. */
  public static RulePack rule(String check) {
    return pack(
        "one", "  - { id: R, severity: error, description: asked, check: " + check + " }\n");
  }

  /** The packs selected; they must not collide. */
  public static PackSelection.Selected selected(List<RulePack> packs) {
    return switch (PackSelection.of(packs)) {
      case PackSelection.Selected selected -> selected;
      case PackSelection.Colliding colliding ->
          throw new AssertionError(colliding.problems().toString());
    };
  }

  /** What linting says of a bundle that must verify; it is called {@code bundle.tar.gz}. */
  public static LintReport report(byte[] archive, List<RulePack> packs, int maxFindings) {
    FakeBundleFiles files = new FakeBundleFiles().with("bundle.tar.gz", archive);
    LintBundle.Request request =
        new LintBundle.Request("bundle.tar.gz", BundleLimits.DEFAULT, selected(packs), maxFindings);
    return switch (new LintBundle(files).lint(request)) {
      case LintBundle.Outcome.Linted(LintReport report) -> report;
      case LintBundle.Outcome.Refused refused -> throw new AssertionError(refused.toString());
    };
  }
}
