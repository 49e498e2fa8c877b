package dev.assay.app.offline;

import dev.assay.core.lint.pack.PackReader;
import dev.assay.core.lint.pack.PackReading;
import dev.assay.core.lint.pack.PackSelection;
import dev.assay.core.lint.pack.RulePack;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Loads rule packs by reference.
 *
 * <p>A reference with a path separator or the suffix of a YAML file is a path. Any other is first
 * the name of a pack that comes with the program, so that a file in the working directory cannot
 * take its place, then a path, then the name of one that the user installed. Source: {@code
 * evidence.md} 6.3.
 */
public final class LoadPacks {
  /** What runs when nobody names a pack. */
  public static final String DEFAULT = "gateway-baseline";

  /** More is a mistake, and every pack costs time on every event. */
  public static final int MAX_PACKS = 32;

  private static final String NOT_FOUND = "pack.not_found";
  private static final String TOO_MANY = "pack.too_many";

  private final PackFiles files;
  private final PackTrust trust;

  /** Makes one that reads through a port and loads what it is allowed to. */
  public LoadPacks(PackFiles files, PackTrust trust) {
    this.files = files;
    this.trust = trust;
  }

  /** What came of loading. */
  public sealed interface Outcome {
    /**
     * All can be run.
     *
     * @param files documents of the packs that are files named by path
     * @param standings who signed each pack, in the order given
     */
    record Loaded(
        PackSelection.Selected packs, List<String> files, List<PackTrust.Standing> standings)
        implements Outcome {
      /** Copies the lists. */
      public Loaded {
        files = List.copyOf(files);
        standings = List.copyOf(standings);
      }
    }

    /** At least one cannot; nothing runs. */
    record NotLoaded(List<Problem> problems) implements Outcome {
      /** Copies the problems. */
      public NotLoaded {
        problems = List.copyOf(problems);
      }
    }
  }

  /** A pack file, and whether the reference was its path. */
  private record Located(PackFiles.Found found, boolean byPath) {}

  /** Loads all of them, in the order given. */
  public Outcome load(List<String> references) {
    if (references.size() > MAX_PACKS) {
      return new Outcome.NotLoaded(
          List.of(Problem.of(TOO_MANY, "more than " + MAX_PACKS + " packs", Where.NOWHERE)));
    }
    List<RulePack> packs = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    List<PackTrust.Standing> standings = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (String reference : references) {
      Located located = locate(reference);
      switch (located.found) {
        case PackFiles.Found.Absent _ -> problems.add(notFound(reference));
        case PackFiles.Found.Unusable(Problem problem) -> problems.add(problem);
        case PackFiles.Found.Bytes bytes -> {
          if (located.byPath) {
            paths.add(bytes.document());
          }
          PackTrust.Standing standing = trust.judge(bytes);
          if (standing instanceof PackTrust.Standing.Refused(List<Problem> refused)) {
            problems.addAll(refused);
            continue;
          }
          standings.add(standing);
          switch (PackReader.read(bytes.yaml(), bytes.document())) {
            case PackReading.Accepted(RulePack pack) -> packs.add(pack);
            case PackReading.Refused(List<Problem> refused) -> problems.addAll(refused);
          }
        }
      }
    }
    if (!problems.isEmpty()) {
      return new Outcome.NotLoaded(problems);
    }
    return switch (PackSelection.of(packs)) {
      case PackSelection.Selected selected -> new Outcome.Loaded(selected, paths, standings);
      case PackSelection.Colliding(List<Problem> collisions) -> new Outcome.NotLoaded(collisions);
    };
  }

  private Located locate(String reference) {
    if (isPath(reference)) {
      return new Located(files.file(reference), true);
    }
    if (files.builtInNames().contains(reference)) {
      return new Located(files.builtIn(reference), false);
    }
    PackFiles.Found file = files.file(reference);
    return file instanceof PackFiles.Found.Absent
        ? new Located(files.installed(reference), false)
        : new Located(file, true);
  }

  private static boolean isPath(String reference) {
    String lower = reference.toLowerCase(Locale.ROOT);
    return reference.indexOf('/') >= 0
        || reference.indexOf('\\') >= 0
        || lower.endsWith(".yaml")
        || lower.endsWith(".yml");
  }

  private Problem notFound(String reference) {
    List<String> known = new ArrayList<>(files.builtInNames());
    known.addAll(files.installedNames());
    String hint =
        DidYouMean.nearest(reference, known)
            .map(name -> "did you mean `" + name + "`?")
            .orElse("known packs: " + String.join(", ", known));
    return new Problem(NOT_FOUND, "there is no pack `" + reference + "`", Where.NOWHERE, hint);
  }
}
