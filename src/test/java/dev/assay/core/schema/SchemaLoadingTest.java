package dev.assay.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which classes a schema needs: the wrap path must not pay for the library. */
class SchemaLoadingTest {
  private static final String SCHEMA =
      """
      {"type": "object", "properties": {"path": {"type": "string", "pattern": "^/app/.*", "minLength": 1}, "n": {"maximum": 5}},
       "required": ["path"], "additionalProperties": false}
      """;

  /** Loads our classes anew and notes what they ask for. */
  private static final class Noting extends ClassLoader {
    private final List<String> asked = new ArrayList<>();

    Noting() {
      super(SchemaLoadingTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        asked.add(name);
        Class<?> known = findLoadedClass(name);
        boolean ours = name.startsWith("dev.assay.core.schema.");
        return known != null ? known : ours ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  private static List<String> asked(String schema) throws ReflectiveOperationException {
    Noting loader = new Noting();
    Class<?> type = loader.loadClass("dev.assay.core.schema.Schema");
    Object reading =
        type.getMethod("compile", Json.class, Json.Obj.class)
            .invoke(null, SchemaSuite.json(schema), Json.Obj.EMPTY);
    Object compiled = reading.getClass().getMethod("schema").invoke(reading);
    type.getMethod("check", Json.class)
        .invoke(compiled, SchemaSuite.json("{\"path\": \"/app/../x\"}"));
    return loader.asked;
  }

  @Test
  void our_own_rules_load_neither_the_library_nor_databind_nor_any_regex_engine() throws Exception {
    assertThat(asked(SCHEMA))
        .contains("dev.assay.core.schema.Node")
        .noneMatch(name -> name.startsWith("com.fasterxml."))
        .noneMatch(name -> name.startsWith("com.networknt."))
        .noneMatch(name -> name.startsWith("com.google.re2j."))
        .noneMatch(name -> name.startsWith("java.util.regex."));
  }

  @Test
  void handing_over_loads_the_library() throws Exception {
    assertThat(asked("{\"unevaluatedProperties\": false}"))
        .anyMatch(name -> name.startsWith("com.networknt."));
  }
}
