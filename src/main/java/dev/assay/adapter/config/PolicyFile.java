package dev.assay.adapter.config;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.core.json.YamlReader;
import dev.assay.core.policy.PolicyText;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a policy file, at most {@link YamlReader#MAX_BYTES}. */
public final class PolicyFile {
  private PolicyFile() {}

  /** What became of the file. */
  public sealed interface Result {
    /**
     * The file was read.
     *
     * @param name the path as the user gave it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, compared by nobody
    record Read(String name, byte[] yaml) implements Result {}

    /** There is nothing to read. */
    record NotRead(Problem problem) implements Result {}
  }

  /** Why a file could not be read; each has its own code. */
  public enum Fault {
    /** Nothing at the path. */
    MISSING("E_MISSING_CONFIG", "does not exist"),
    /** A directory at the path. */
    DIRECTORY("E_CONFIG_NOT_A_FILE", "is a directory"),
    /** Not ours to read, or the disk failed. */
    UNREADABLE("E_CONFIG_UNREADABLE", "cannot be read"),
    /** More than a policy can be. */
    TOO_LARGE("E_CONFIG_TOO_LARGE", "is longer than 1 MiB");

    private final String code;
    private final String sentence;

    Fault(String code, String sentence) {
      this.code = code;
      this.sentence = sentence;
    }

    /** Gives the stable identifier. */
    public String code() {
      return code;
    }

    /** Gives what is wrong with the file, to be said after its name. */
    public String sentence() {
      return sentence;
    }
  }

  /** Reads a policy. */
  public static Result read(Path path) {
    return readNamed(path, "policy file");
  }

  /** What became of several files. */
  public sealed interface AllRead {
    /** All were read, in their order. */
    record Read(List<PolicyText> texts) implements AllRead {}

    /** Some were not; a problem for each of them. */
    record NotRead(List<Problem> problems) implements AllRead {}
  }

  /** Reads policies that decide together. */
  public static AllRead readAll(List<Path> paths) {
    List<PolicyText> texts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Path path : paths) {
      Result result = read(path);
      if (result instanceof Result.Read read) {
        texts.add(new PolicyText(read.name(), read.yaml()));
      } else {
        problems.add(((Result.NotRead) result).problem());
      }
    }
    return problems.isEmpty() ? new AllRead.Read(texts) : new AllRead.NotRead(problems);
  }

  /**
   * Reads another file that authors of policies write, within the same bound.
   *
   * @param kind what it is called in problems
   */
  public static Result readNamed(Path path, String kind) {
    String name = path.toString();
    BoundedFile.Reading reading = BoundedFile.read(path, YamlReader.MAX_BYTES);
    if (reading instanceof BoundedFile.Reading.Read read) { // no type switch: ADR 0005
      return new Result.Read(name, read.bytes());
    }
    Fault fault =
        switch (((BoundedFile.Reading.Refused) reading).fault()) {
          case MISSING -> Fault.MISSING;
          case DIRECTORY -> Fault.DIRECTORY;
          case TOO_LONG -> Fault.TOO_LARGE;
          case UNREADABLE -> Fault.UNREADABLE;
        };
    return notRead(fault, kind, name);
  }

  private static Result notRead(Fault fault, String kind, String name) {
    String message = kind + " `" + name + "` " + fault.sentence();
    return new Result.NotRead(Problem.of(fault.code(), message, Where.NOWHERE));
  }
}
