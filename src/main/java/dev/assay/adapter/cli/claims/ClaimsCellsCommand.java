package dev.assay.adapter.cli.claims;

import dev.assay.adapter.cli.output.OutputOptions;
import dev.assay.core.coverage.BundleCells;
import dev.assay.core.coverage.CellDocument;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code assay claims cells}: what a bundle of ours can support. */
@Command(
    name = "cells",
    description = {
      "say what a bundle supports, cell by cell, and which claims it blocks",
      "The gate sees messages: no file, no peer, no program. Those cells are absent, which says"
          + " nothing about what happened."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  assay claims cells bundle.tar.gz",
      "  assay claims cells bundle.tar.gz --json > cells.json"
    })
final class ClaimsCellsCommand implements Callable<Integer> {
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "BUNDLE", description = "a bundle, or - for input")
  private String bundle = "";

  @Override
  public Integer call() throws IOException {
    return switch (ClaimsInput.cells(bundle)) {
      case ClaimsInput.Result.Refused<CellDocument.Made> refused ->
          output.finish(refused.answer(BundleCells.SCHEMA));
      case ClaimsInput.Result.Read<CellDocument.Made>(CellDocument.Made made) ->
          output.finish(ClaimsInput.answer(made));
    };
  }
}
