package dev.assay.adapter.config;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.app.offline.PackFiles;
import dev.assay.core.attest.EnvelopeReader;
import dev.assay.core.attest.PackEnvelope;
import dev.assay.core.json.YamlReader;
import dev.assay.core.problem.BugException;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rule packs in this program, in files, and below {@code ${XDG_CONFIG_HOME:-~/.config}/assay/packs}
 * as {@code NAME.yaml} or {@code NAME/pack.yaml}. Reads at most {@link YamlReader#MAX_BYTES} of
 * each, whatever the file is.
 */
public final class RulePackFiles implements PackFiles {
  private static final List<String> BUILT_IN = List.of("gateway-baseline");
  private static final String SUFFIX = ".yaml";
  private static final String IN_DIRECTORY = "pack.yaml";
  private static final String UNREADABLE = "pack.unreadable";

  /** Names offered when one is not found. */
  private static final int MAX_NAMES = 100;

  private final Optional<Path> installed;

  private RulePackFiles(Optional<Path> installed) {
    this.installed = installed;
  }

  /** Makes one that works out the user's directory from environment variables. */
  public static RulePackFiles of(Map<String, String> environment) {
    Optional<Path> config =
        absolute(environment, "XDG_CONFIG_HOME")
            .or(() -> absolute(environment, "HOME").map(home -> home.resolve(".config")));
    return new RulePackFiles(config.map(path -> path.resolve("assay").resolve("packs")));
  }

  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    String value = environment.getOrDefault(variable, "");
    try {
      return value.isEmpty()
          ? Optional.empty()
          : Optional.of(Path.of(value)).filter(Path::isAbsolute);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  @Override
  public List<String> builtInNames() {
    return BUILT_IN;
  }

  @Override
  public Found builtIn(String name) {
    try (InputStream in = RulePackFiles.class.getResourceAsStream("/packs/" + name + SUFFIX)) {
      if (in == null) {
        throw new BugException("the program lacks its pack " + name);
      }
      return new Found.Bytes("built-in pack " + name, in.readAllBytes(), new Beside.BuiltIn());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Found file(String path) {
    try {
      Path file = Path.of(path);
      return Files.isDirectory(file)
          ? read(file.resolve(IN_DIRECTORY), path + "/" + IN_DIRECTORY)
          : read(file, path);
    } catch (InvalidPathException _) {
      return new Found.Absent();
    }
  }

  @Override
  public List<String> installedNames() {
    List<String> names = new ArrayList<>();
    if (installed.isEmpty()) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(installed.get())) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        String bare =
            name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        if (isName(bare) && names.size() < MAX_NAMES) {
          names.add(bare);
        }
      }
    } catch (IOException _) {
      return List.of();
    }
    names.sort(null);
    return names;
  }

  @Override
  public Found installed(String name) {
    if (installed.isEmpty() || !isName(name)) {
      return new Found.Absent();
    }
    for (Path candidate : List.of(Path.of(name + SUFFIX), Path.of(name, IN_DIRECTORY))) {
      Path file = installed.get().resolve(candidate);
      if (!Files.exists(file)) {
        continue;
      }
      try {
        if (!file.toRealPath().startsWith(installed.get().toRealPath())) {
          return unusable(file.toString(), "leads out of the pack directory");
        }
      } catch (IOException _) {
        return unusable(file.toString(), "cannot be read");
      }
      return read(file, file.toString());
    }
    return new Found.Absent();
  }

  /** Gives every file that a pack of this name or path may be read from, there or not. */
  public List<String> candidates(String pack) {
    List<String> files = new ArrayList<>(List.of(pack, pack + "/" + IN_DIRECTORY));
    if (installed.isPresent() && isName(pack)) {
      Path home = installed.get();
      files.add(home.resolve(pack + SUFFIX).toString());
      files.add(home.resolve(pack).resolve(IN_DIRECTORY).toString());
    }
    for (String file : List.copyOf(files)) {
      files.add(file + PackEnvelope.ENDING);
    }
    return files;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  private static Found read(Path file, String document) {
    return switch (BoundedFile.read(file, YamlReader.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] yaml) ->
          new Found.Bytes(document, yaml, beside(file, document));
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) ->
          switch (fault) {
            case MISSING -> new Found.Absent();
            case DIRECTORY, TOO_LONG, UNREADABLE -> unusable(document, why);
          };
    };
  }

  /** A pack file and what lies beside it are read one after the other; the bytes are compared. */
  private static Beside beside(Path file, String document) {
    Path path = file.resolveSibling(file.getFileName() + PackEnvelope.ENDING);
    return switch (BoundedFile.read(path, EnvelopeReader.MAX_BYTES)) {
      case BoundedFile.Reading.Read(byte[] envelope) -> new Beside.Given(envelope);
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) ->
          switch (fault) {
            case MISSING -> new Beside.Absent();
            case DIRECTORY, TOO_LONG, UNREADABLE -> unreadable(document, why);
          };
    };
  }

  private static Beside unreadable(String document, String why) {
    return new Beside.Unreadable(
        Problem.of(
            UNREADABLE,
            "the signature `" + document + PackEnvelope.ENDING + "` " + why,
            Where.NOWHERE));
  }

  private static Found unusable(String document, String why) {
    return new Found.Unusable(
        Problem.of(UNREADABLE, "pack `" + document + "` " + why, Where.NOWHERE));
  }
}
