package dev.assay.app.offline;

import dev.assay.core.problem.Problem;
import java.util.List;

/** Where rule packs come from: with the program, from files, installed by the user. */
public interface PackFiles {

  /** What stands under a name or a path. */
  sealed interface Found {
    /**
     * A pack file.
     *
     * @param document what problems call it
     * @param beside the signature beside it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Bytes(String document, byte[] yaml, Beside beside) implements Found {}

    /** Nothing. */
    record Absent() implements Found {}

    /** Something that is no readable pack file. */
    record Unusable(Problem problem) implements Found {}
  }

  /** What stands beside a pack file under its name and {@code .att.json}. */
  sealed interface Beside {
    /** The pack comes with the program and is as good as that. */
    record BuiltIn() implements Beside {}

    /** Nothing. */
    record Absent() implements Beside {}

    /** A file. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Given(byte[] envelope) implements Beside {}

    /** Something that cannot be read, or is too long. */
    record Unreadable(Problem problem) implements Beside {}
  }

  /** Gives the names of the packs that come with the program. */
  List<String> builtInNames();

  /** Gives a pack that comes with the program. */
  Found builtIn(String name);

  /** Gives the file at a path, or the {@code pack.yaml} of the directory there. */
  Found file(String path);

  /** Gives the names of the packs that the user installed. */
  List<String> installedNames();

  /** Gives a pack that the user installed; the name cannot lead out of their directory. */
  Found installed(String name);
}
