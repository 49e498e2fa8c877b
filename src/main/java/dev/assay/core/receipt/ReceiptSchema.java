package dev.assay.core.receipt;

import dev.assay.core.problem.BugException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schemas of receipts and of the sources they are made of, in the order of the registry.
 * The files are ours; what an importer takes is decided by the importer, which is laxer about null
 * and blanks at the ends. Source: {@code receipts.md} 10.
 */
public enum ReceiptSchema {
  /** A receipt of promptfoo. */
  PROMPTFOO("promptfoo.assertion-component.v1", Kind.RECEIPT, "promptfoo-jsonl"),
  /** A receipt of OpenFeature. */
  OPENFEATURE("openfeature.evaluation-details.v1", Kind.RECEIPT, "openfeature-details"),
  /** A receipt of CycloneDX. */
  CYCLONEDX("cyclonedx.mlbom-model-component.v1", Kind.RECEIPT, "cyclonedx-mlbom-model"),
  /** A receipt of Mastra. */
  MASTRA("mastra.score-event.v1", Kind.RECEIPT, "mastra-score-event"),
  /** A receipt of pydantic-evals. */
  PYDANTIC("pydantic.case-result.v1", Kind.RECEIPT, "pydantic-case-result"),
  /** A receipt of LiveKit. */
  LIVEKIT("livekit.tool-action.v1", Kind.RECEIPT, "livekit-tool-action"),
  /** A row of promptfoo. */
  PROMPTFOO_INPUT("promptfoo-cli-jsonl-component-result.v1", Kind.INPUT, "promptfoo-jsonl"),
  /** A row of OpenFeature. */
  OPENFEATURE_INPUT("openfeature-evaluation-details-export.v1", Kind.INPUT, "openfeature-details"),
  /** A document of CycloneDX. */
  CYCLONEDX_INPUT("cyclonedx-mlbom-model-component-input.v1", Kind.INPUT, "cyclonedx-mlbom-model"),
  /** A row of Mastra. */
  MASTRA_INPUT("mastra-score-event-export.v1", Kind.INPUT, "mastra-score-event"),
  /** A row of pydantic-evals. */
  PYDANTIC_INPUT("pydantic-case-result-export.v1", Kind.INPUT, "pydantic-case-result"),
  /** A document of LiveKit. */
  LIVEKIT_INPUT("livekit-function-tools-executed-export.v1", Kind.INPUT, "livekit-tool-action");

  /** What a schema is of. */
  public enum Kind {
    /** What an importer writes. */
    RECEIPT("receipt"),
    /** What an importer reads. */
    INPUT("input");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** Gives the spelling in documents. */
    public String wire() {
      return wire;
    }
  }

  private final String wire;
  private final Kind kind;
  private final String importer;

  ReceiptSchema(String wire, Kind kind, String importer) {
    this.wire = wire;
    this.kind = kind;
    this.importer = importer;
  }

  /** Gives the name in the registry. */
  public String wire() {
    return wire;
  }

  /** Gives what it is of. */
  public Kind kind() {
    return kind;
  }

  /** Gives the fixed words of its receipts. */
  public ReceiptFamily family() {
    return ReceiptCatalog.named(importer)
        .orElseThrow(() -> new BugException("a schema is of an importer of the catalogue"))
        .family();
  }

  /** Gives the claim that its receipts support; null for families that support none. */
  public @Nullable String claim() {
    return switch (this) {
      case PROMPTFOO, PROMPTFOO_INPUT -> "external_eval_receipt_boundary_visible";
      case OPENFEATURE, OPENFEATURE_INPUT -> "external_decision_receipt_boundary_visible";
      case CYCLONEDX, CYCLONEDX_INPUT -> "external_inventory_receipt_boundary_visible";
      case MASTRA, MASTRA_INPUT, PYDANTIC, PYDANTIC_INPUT, LIVEKIT, LIVEKIT_INPUT -> null;
    };
  }

  /**
   * Gives {@code stable} for families that support a claim, {@code experimental} for the others.
   */
  public String status() {
    return claim() == null ? "experimental" : "stable";
  }

  /** Gives where the file lies in the program and in its sources. */
  public String path() {
    return "schemas/receipts/" + wire + ".schema.json";
  }

  /** Gives the {@code $id} of the file. */
  public String id() {
    return "urn:assay:schema:" + kind.wire + ":" + wire;
  }

  /** Gives what it can be called besides its name. */
  public List<String> aliases() {
    List<String> aliases = new ArrayList<>(List.of(path(), id()));
    if (kind == Kind.RECEIPT) {
      aliases.add(family().schema());
    }
    return aliases;
  }

  /** Finds a schema by its name, its path, its {@code $id} or the identity of its receipts. */
  public static Optional<ReceiptSchema> of(String name) {
    for (ReceiptSchema schema : values()) {
      if (schema.wire.equals(name) || schema.aliases().contains(name)) {
        return Optional.of(schema);
      }
    }
    return Optional.empty();
  }
}
