package dev.assay.house;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The layers as data: which packages a package may use. A new package gets a row here. */
final class PackageTable {
  /** Every core package, for the rows that say so. */
  static final String CORE = "core.*";

  /** Every package of the use cases. */
  static final String APP = "app.*";

  /** Which packages of ours a package may use, besides {@code core.problem} and itself. */
  static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              entry("core.problem", Set.of()),
              entry("core.json", Set.of()),
              entry("core.crypto", Set.of()),
              entry("core.crypto.timestamp", Set.of("core.crypto", "core.anchor")),
              entry("core.anchor", Set.of("core.crypto")),
              entry("core.approval", Set.of("core.json", "core.crypto")),
              entry("core.note", Set.of("core.json", "core.crypto")),
              entry("core.tlog", Set.of("core.json", "core.crypto", "core.anchor", "core.note")),
              entry("core.trace", Set.of("core.json")),
              entry("core.schema", Set.of("core.json", "core.schema.pattern", "core.schema.value")),
              entry("core.schema.value", Set.of("core.json")),
              entry("core.schema.pattern", Set.of("core.json")),
              entry("core.mcp", Set.of("core.json", "core.crypto")),
              entry("core.identity", Set.of("core.json", "core.crypto", "core.mcp")),
              entry(
                  "core.policy",
                  Set.of(
                      "core.policy.duty",
                      "core.json",
                      "core.crypto",
                      "core.schema",
                      "core.mcp",
                      "core.policy.decision",
                      "core.policy.document",
                      "core.policy.message",
                      "core.policy.identity",
                      "core.policy.privileged",
                      "core.policy.rule",
                      "core.policy.scope",
                      "core.policy.session")),
              entry(
                  "core.policy.list",
                  Set.of("core.json", "core.policy.decision", "core.policy.document")),
              entry(
                  "core.policy.decision",
                  Set.of(
                      "core.approval",
                      "core.identity",
                      "core.json",
                      "core.schema",
                      "core.policy.argument",
                      "core.policy.session")),
              entry(
                  "core.policy.duty",
                  Set.of(
                      "core.approval",
                      "core.json",
                      "core.crypto",
                      "core.schema.pattern",
                      "core.mcp",
                      "core.policy.argument",
                      "core.policy.document",
                      "core.policy.scope")),
              entry(
                  "core.policy.identity",
                  Set.of("core.identity", "core.json", "core.policy.document")),
              entry(
                  "core.policy.rule",
                  Set.of(
                      "core.approval",
                      "core.json",
                      "core.crypto",
                      "core.schema",
                      "core.identity",
                      "core.mcp",
                      "core.policy.argument",
                      "core.policy.decision",
                      "core.policy.document",
                      "core.policy.duty",
                      "core.policy.identity",
                      "core.policy.list",
                      "core.policy.privileged",
                      "core.policy.scope",
                      "core.policy.session")),
              entry(
                  "core.policy.privileged",
                  Set.of("core.json", "core.mcp", "core.policy.decision", "core.policy.document")),
              entry(
                  "core.policy.argument",
                  Set.of(
                      "core.json", "core.schema", "core.schema.pattern", "core.policy.document")),
              entry("core.policy.document", Set.of("core.json")),
              entry("core.policy.session", Set.of("core.json", "core.policy.document")),
              entry(
                  "core.policy.rewrite",
                  Set.of(
                      "core.json",
                      "core.mcp",
                      "core.policy",
                      "core.policy.decision",
                      "core.policy.document",
                      "core.schema.pattern")),
              entry(
                  "core.policy.message",
                  Set.of("core.json", "core.mcp", "core.policy.document", "core.policy.scope")),
              entry(
                  "core.policy.compare",
                  Set.of("core.policy", "core.policy.decision", "core.policy.session")),
              entry(
                  "core.policy.infer",
                  Set.of(
                      "core.json",
                      "core.policy.argument",
                      "core.policy.document",
                      "core.schema.pattern")),
              entry(
                  "core.policy.cases",
                  Set.of(
                      "core.json",
                      "core.mcp",
                      "core.policy",
                      "core.policy.decision",
                      "core.policy.document",
                      "core.policy.session")),
              entry(
                  "core.policy.scope",
                  Set.of(
                      "core.json",
                      "core.schema",
                      "core.schema.pattern",
                      "core.policy.argument",
                      "core.policy.document")),
              entry("core.evidence", Set.of("core.json", "core.crypto")),
              entry(
                  "core.evidence.verify",
                  Set.of(
                      "core.json", "core.crypto", "core.evidence", "core.evidence.verify.frame")),
              entry("core.evidence.verify.frame", Set.of()),
              entry("core.evidence.mandate", Set.of("core.json", "core.crypto")),
              entry("core.evidence.proof", Set.of("core.json", "core.crypto", "core.evidence")),
              entry("core.evidence.question", Set.of("core.json", "core.crypto", "core.evidence")),
              entry("core.evidence.write", Set.of("core.json", "core.crypto", "core.evidence")),
              entry(
                  "core.surface",
                  Set.of(
                      "core.approval",
                      "core.json",
                      "core.crypto",
                      "core.mcp",
                      "core.policy",
                      "core.policy.decision",
                      "core.surface.privileged",
                      "core.evidence")),
              entry(
                  "core.surface.privileged",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.identity",
                      "core.mcp",
                      "core.policy.decision",
                      "core.policy.privileged")),
              entry(
                  "core.replay",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.policy",
                      "core.policy.compare",
                      "core.policy.decision",
                      "core.policy.document",
                      "core.policy.rule",
                      "core.policy.scope",
                      "core.policy.session",
                      "core.report",
                      "core.surface",
                      "core.trace")),
              entry(
                  "core.attest",
                  Set.of("core.json", "core.crypto", "core.evidence", "core.evidence.verify")),
              entry("core.checkpoint", Set.of("core.crypto", "core.evidence", "core.note")),
              entry(
                  "core.receipt",
                  Set.of("core.json", "core.crypto", "core.evidence", "core.receipt.check")),
              entry("core.receipt.check", Set.of("core.json", "core.crypto", "core.evidence")),
              entry("core.claim", Set.of("core.json")),
              entry(
                  "core.claim.rule",
                  Set.of("core.json", "core.crypto", "core.evidence", "core.claim")),
              entry(
                  "core.claim.compile",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence.verify",
                      "core.claim",
                      "core.claim.rule")),
              entry(
                  "core.claim.report",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.claim",
                      "core.claim.compile",
                      "core.claim.rule")),
              entry(
                  "core.export",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.attest",
                      "core.evidence",
                      "core.claim",
                      "core.claim.compile",
                      "core.claim.policy",
                      "core.claim.report",
                      "core.claim.rule",
                      "core.report")),
              entry(
                  "core.claim.policy",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.claim",
                      "core.claim.compile",
                      "core.claim.report")),
              entry("core.coverage", Set.of("core.json", "core.evidence")),
              entry(
                  "core.coverage.declared",
                  Set.of("core.json", "core.crypto", "core.evidence", "core.coverage")),
              entry(
                  "core.lint",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.evidence.mandate",
                      "core.evidence.verify",
                      "core.report",
                      "core.lint.pack")),
              entry("core.lint.pack", Set.of("core.json", "core.crypto", "core.schema.pattern")),
              entry("core.egress", Set.of("core.json")),
              entry(
                  "core.report",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence.verify",
                      "core.claim",
                      "core.claim.rule",
                      "core.claim.compile")),
              entry(
                  "core.gate",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.mcp",
                      "core.policy",
                      "core.policy.compare",
                      "core.policy.decision",
                      "core.replay",
                      "core.trace",
                      "core.claim",
                      "core.claim.compile",
                      "core.claim.policy",
                      "core.claim.report",
                      "core.report")),
              entry(
                  "app.record",
                  Set.of("core.json", "core.crypto", "core.evidence", "core.evidence.write")),
              entry("app.approval", Set.of(CORE)),
              entry(
                  "app.gateway",
                  Set.of(
                      "app.approval",
                      "core.approval",
                      "core.json",
                      "core.crypto",
                      "core.schema",
                      "core.identity",
                      "core.mcp",
                      "core.policy",
                      "core.policy.decision",
                      "core.policy.duty",
                      "core.policy.message",
                      "core.policy.privileged",
                      "core.policy.session",
                      "core.surface",
                      "core.surface.privileged",
                      "core.evidence",
                      "app.gateway.listing",
                      "app.record")),
              entry(
                  "app.gateway.listing",
                  Set.of("core.json", "core.mcp", "core.surface.privileged")),
              entry("app.identity", Set.of("core.identity")),
              entry("app.offline", Set.of(CORE, "app.record")),
              entry(
                  "app.offline.attest",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence.verify",
                      "core.attest",
                      "core.lint.pack",
                      "app.offline",
                      "app.offline.anchor")),
              entry("app.offline.author", Set.of(CORE, "app.offline")),
              entry("app.offline.question", Set.of(CORE, "app.offline")),
              entry("app.offline.coverage", Set.of(CORE, "app.offline")),
              entry(
                  "app.offline.replay",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence.verify",
                      "core.policy",
                      "core.replay",
                      "core.trace",
                      "app.offline")),
              entry(
                  "app.offline.anchor",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.crypto.timestamp",
                      "core.anchor",
                      "core.evidence.verify",
                      "app.offline")),
              entry(
                  "adapter.anchor",
                  Set.of(
                      "adapter.file",
                      "core.anchor",
                      "core.crypto",
                      "core.crypto.timestamp",
                      "core.note",
                      "core.tlog",
                      "app.offline.anchor")),
              entry(
                  "app.offline.store",
                  Set.of("core.json", "core.crypto", "core.evidence.verify", "app.offline")),
              entry(
                  "app.offline.prune",
                  Set.of(
                      "core.json",
                      "core.crypto",
                      "core.evidence.verify",
                      "app.offline",
                      "app.offline.store")),
              entry("app.contain", Set.of("core.egress", "core.json")),
              entry("app.wiring", Set.of(CORE, APP)),
              entry(
                  "adapter.stdio",
                  Set.of(
                      "core.json",
                      "core.identity",
                      "core.mcp",
                      "core.policy.scope",
                      "app.gateway",
                      "app.identity",
                      "app.record",
                      "app.wiring")),
              entry(
                  "adapter.http",
                  Set.of("core.json", "core.mcp", "app.gateway", "app.record", "app.wiring")),
              entry(
                  "adapter.store",
                  Set.of(
                      "adapter.store.disk",
                      "adapter.file",
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.evidence.write",
                      "app.record",
                      "app.offline",
                      "app.offline.question")),
              entry(
                  "adapter.store.document",
                  Set.of(
                      "adapter.file",
                      "core.json",
                      "core.crypto",
                      "core.evidence",
                      "core.evidence.write",
                      "core.identity",
                      "core.policy",
                      "core.policy.identity",
                      "core.problem",
                      "core.trace",
                      "app.gateway")),
              entry(
                  "adapter.objects",
                  Set.of(
                      "adapter.file",
                      "core.json",
                      "core.crypto",
                      "app.offline",
                      "app.offline.store",
                      "app.offline.prune")),
              entry(
                  "adapter.store.approval",
                  Set.of("adapter.file", "core.approval", "app.approval")),
              entry(
                  "adapter.cli.approval",
                  Set.of(
                      "adapter.file",
                      "core.json",
                      "core.crypto",
                      "core.approval",
                      "core.report",
                      "adapter.store",
                      "adapter.store.approval",
                      "adapter.cli.output")),
              entry("adapter.file", Set.of()),
              entry("adapter.store.disk", Set.of()),
              entry("adapter.kernel", Set.of("core.egress", "app.contain")),
              entry("adapter.config", Set.of("adapter.file", CORE, APP)),
              entry("adapter.observe", Set.of(APP))));

  static {
    MAY_USE.putAll(CommandPackages.MAY_USE);
  }

  private PackageTable() {}
}
