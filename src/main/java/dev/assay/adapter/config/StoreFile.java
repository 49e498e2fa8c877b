package dev.assay.adapter.config;

import dev.assay.adapter.file.BoundedFile;
import dev.assay.app.offline.store.Retention;
import dev.assay.app.offline.store.StoreCode;
import dev.assay.app.offline.store.StoreSettings;
import dev.assay.app.offline.store.StoreSettings.Connection;
import dev.assay.core.json.Json;
import dev.assay.core.json.SourceMap;
import dev.assay.core.json.YamlReader;
import dev.assay.core.json.YamlReading;
import dev.assay.core.problem.DidYouMean;
import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a store from a file, with what the environment and the command line say over it.
 * Every problem is reported with its place; nothing is corrected or left out silently.
 */
public final class StoreFile {
  /** Where the file is looked for. */
  public static final Path USUAL = Path.of(".assay", "store.yaml");

  private static final List<String> KEYS =
      List.of("url", "region", "endpoint", "allow_http", "path_style", "retention");
  private static final List<String> RETENTION_KEYS = List.of("mode", "days");

  private final Map<String, String> environment;
  private final List<Problem> problems = new ArrayList<>();
  private Json.Obj file = Json.Obj.EMPTY;
  private SourceMap sources = SourceMap.NONE;
  private String document = "";

  private StoreFile(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What became of the settings. */
  public sealed interface Result {
    /** They make sense. */
    record Accepted(StoreSettings settings) implements Result {}

    /** They do not, or name no store. */
    record Refused(List<Problem> problems) implements Result {
      /** Copies the problems. */
      public Refused {
        problems = Collections.unmodifiableList(new ArrayList<>(problems));
      }
    }
  }

  /**
   * Reads the settings. The address is the first there is of the option, {@code ASSAY_STORE_URL}
   * and the file's; the file's other members hold whichever it is.
   *
   * @param url what the command line says, or null
   * @param chosen the file the command line names, which must exist, or null for the usual one
   */
  public static Result read(
      @Nullable String url, @Nullable Path chosen, Map<String, String> environment) {
    StoreFile reader = new StoreFile(environment);
    reader.load(chosen == null ? USUAL : chosen, chosen != null);
    return reader.settings(url);
  }

  private void load(Path path, boolean mustExist) {
    document = path.toString();
    switch (BoundedFile.read(path, YamlReader.MAX_BYTES)) {
      case BoundedFile.Reading.Refused(BoundedFile.Fault fault, String why) -> {
        if (mustExist || fault != BoundedFile.Fault.MISSING) {
          problems.add(StoreCode.CONFIG.at(document, "the file " + why));
        }
      }
      case BoundedFile.Reading.Read(byte[] yaml) -> take(yaml);
    }
  }

  private void take(byte[] yaml) {
    switch (YamlReader.read(yaml)) {
      case YamlReading.Refused refused -> refused.problems().forEach(this::add);
      case YamlReading.Flawed flawed -> flawed.problems().forEach(this::add);
      case YamlReading.Read(Json value, SourceMap map) -> {
        sources = map;
        if (value instanceof Json.Obj object) {
          file = object;
          refuseUnknown(object, "", KEYS);
        } else {
          refuse("", "the file must be a mapping, such as `url: s3://bucket/prefix`");
        }
      }
    }
  }

  private void add(Problem problem) {
    problems.add(problem.in(document));
  }

  private void refuse(String pointer, String message) {
    Where where = sources.value(pointer).in(document);
    problems.add(new Problem(StoreCode.CONFIG.wire(), message, where, null));
  }

  private void refuseUnknown(Json.Obj object, String pointer, List<String> known) {
    for (String name : object.members().keySet()) {
      if (!known.contains(name) && !name.startsWith("x-")) {
        Where where =
            sources.name(pointer + "/" + name.replace("~", "~0").replace("/", "~1")).in(document);
        String hint =
            DidYouMean.nearest(name, known)
                .map(near -> "did you mean `" + near + "`?")
                .orElse("known are " + String.join(", ", known));
        problems.add(
            new Problem(StoreCode.CONFIG.wire(), "unknown key `" + name + "`", where, hint));
      }
    }
  }

  private Result settings(@Nullable String option) {
    String url =
        option == null ? variable("ASSAY_STORE_URL").or(() -> text("url")).orElse("") : option;
    String source = option == null ? "ASSAY_STORE_URL" : "--store";
    boolean fromFile = option == null && variable("ASSAY_STORE_URL").isEmpty();
    boolean allowHttp = flag("allow_http", "ASSAY_STORE_ALLOW_HTTP");
    boolean pathStyle = flag("path_style", "ASSAY_STORE_PATH_STYLE");
    Optional<String> region = variable("ASSAY_STORE_REGION").or(() -> text("region"));
    Optional<String> endpoint = variable("ASSAY_STORE_ENDPOINT").or(() -> text("endpoint"));
    endpoint
        .map(address -> StoreAddress.endpointFault(address, allowHttp))
        .filter(fault -> !fault.isEmpty())
        .ifPresent(
            fault -> {
              if (variable("ASSAY_STORE_ENDPOINT").isPresent()) {
                problems.add(StoreCode.CONFIG.at("ASSAY_STORE_ENDPOINT", fault));
              } else {
                refuse("/endpoint", fault);
              }
            });
    Retention retention = retention();
    Optional<StoreSettings.Place> place = place(url, fromFile, source);
    if (place.isEmpty() || !problems.isEmpty()) {
      return new Result.Refused(problems);
    }
    Connection connection = new Connection(region.orElse(null), endpoint.orElse(null), pathStyle);
    return new Result.Accepted(new StoreSettings(place.get(), connection, retention));
  }

  private Optional<StoreSettings.Place> place(String url, boolean fromFile, String source) {
    if (url.isEmpty()) {
      if (problems.isEmpty()) {
        problems.add(
            StoreCode.NOT_CONFIGURED.at(
                document,
                "",
                "give --store URL, set ASSAY_STORE_URL or write `url` into this file"));
      }
      return Optional.empty();
    }
    return switch (StoreAddress.read(url)) {
      case StoreAddress.Read(StoreSettings.Place place) -> Optional.of(place);
      case StoreAddress.Refused(String why) -> {
        if (fromFile) {
          refuse("/url", why);
        } else {
          problems.add(StoreCode.CONFIG.at(source, why));
        }
        yield Optional.empty();
      }
    };
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  private Optional<String> text(String name) {
    Json value = file.get(name);
    if (value != null && !(value instanceof Json.Str)) {
      refuse("/" + name, "`" + name + "` must be a text");
    }
    return file.string(name);
  }

  private boolean flag(String name, String variable) {
    Json value = file.get(name);
    if (value != null && !(value instanceof Json.Bool)) {
      refuse("/" + name, "`" + name + "` must be true or false");
    }
    Optional<String> said = variable(variable);
    if (said.isPresent()) {
      String word = said.get().toLowerCase(Locale.ROOT);
      if (!word.equals("true") && !word.equals("false")) {
        problems.add(StoreCode.CONFIG.at(variable, "must be `true` or `false`"));
      }
      return word.equals("true");
    }
    return value instanceof Json.Bool bool && bool.value();
  }

  private @Nullable Retention retention() {
    Json value = file.get("retention");
    if (value == null) {
      return null;
    }
    if (!(value instanceof Json.Obj object)) {
      refuse("/retention", "`retention` must be a mapping with `mode` and `days`");
      return null;
    }
    refuseUnknown(object, "/retention", RETENTION_KEYS);
    Retention.Mode mode = null;
    for (Retention.Mode known : Retention.Mode.values()) {
      if (object.string("mode").orElse("").equals(known.wire())) {
        mode = known;
      }
    }
    if (mode == null) {
      refuse("/retention/mode", "`mode` must be `governance` or `compliance`");
    }
    long days = object.integer("days").orElse(0L);
    if (days < 1 || days > Retention.MAX_DAYS) {
      refuse("/retention/days", "`days` must be a number from 1 to " + Retention.MAX_DAYS);
      return null;
    }
    return mode == null ? null : new Retention(mode, (int) days);
  }
}
