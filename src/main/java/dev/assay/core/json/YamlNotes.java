package dev.assay.core.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a YAML text says to people besides its value: comments, blank lines, and which collections
 * stand on one line. Kept by JSON Pointer, so that it stays with its part when members are moved.
 * Immutable.
 *
 * <p>Comment lines hold their {@code #}; an empty line among them is a blank line.
 */
public final class YamlNotes {
  /** Nothing to say. */
  public static final YamlNotes NONE = new YamlNotes(new Builder());

  private final Map<String, Note> notes;
  private final Set<String> speaking = new HashSet<>();
  private final List<String> head;
  private final List<String> foot;

  /** What is said about one part. */
  record Note(List<String> above, @Nullable String beside, boolean gap, boolean flow) {
    static final Note EMPTY = new Note(Collections.emptyList(), null, false, false);

    boolean speaks() {
      return !above.isEmpty() || beside != null;
    }

    private Note plus(Note other) {
      List<String> lines = new ArrayList<>(above);
      lines.addAll(other.above);
      boolean both = beside != null && other.beside != null;
      if (both) {
        lines.add(String.valueOf(other.beside));
      }
      return new Note(
          lines, beside == null ? other.beside : beside, gap || other.gap, flow || other.flow);
    }
  }

  private YamlNotes(Builder builder) {
    this.notes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.notes));
    this.head = Collections.unmodifiableList(new ArrayList<>(builder.head));
    this.foot = Collections.unmodifiableList(new ArrayList<>(builder.foot));
    notes.forEach(
        (pointer, note) -> {
          int end = note.speaks() ? pointer.lastIndexOf('/') : -1;
          while (end >= 0 && speaking.add(pointer.substring(0, end))) {
            end = pointer.lastIndexOf('/', end - 1);
          }
        });
  }

  Note of(String pointer) {
    return notes.getOrDefault(pointer, Note.EMPTY);
  }

  /** Gives the lines before everything. */
  List<String> head() {
    return head;
  }

  /** Gives the lines after everything. */
  List<String> foot() {
    return foot;
  }

  /** Whether anything is said about what is inside a part. */
  boolean speaksInside(String pointer) {
    return speaking.contains(pointer);
  }

  /** Gives the comments about parts that a value does not have, which cannot be written with it. */
  public List<String> homeless(Json value) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, Note> entry : notes.entrySet()) {
      Note note = entry.getValue();
      if (note.speaks() && JsonPointer.find(value, entry.getKey()) == null) {
        note.above.stream().filter(line -> !line.isEmpty()).forEach(lines::add);
        if (note.beside != null) {
          lines.add(note.beside);
        }
      }
    }
    return lines;
  }

  /**
   * Gives the same notes about other parts; what two parts had is said about the one they became.
   */
  public YamlNotes moved(UnaryOperator<String> move) {
    Builder builder = new Builder();
    builder.head.addAll(head);
    builder.foot.addAll(foot);
    notes.forEach((pointer, note) -> builder.add(move.apply(pointer), note));
    return builder.build();
  }

  /** Gives these notes and others. */
  public YamlNotes plus(YamlNotes other) {
    Builder builder = new Builder();
    builder.head.addAll(head);
    builder.head.addAll(other.head);
    builder.foot.addAll(foot);
    builder.foot.addAll(other.foot);
    notes.forEach(builder::add);
    other.notes.forEach(builder::add);
    return builder.build();
  }

  /** Collects notes. */
  public static final class Builder {
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private final List<String> head = new ArrayList<>();
    private final List<String> foot = new ArrayList<>();

    private Builder add(String pointer, Note note) {
      Note known = notes.get(pointer);
      notes.put(pointer, known == null ? note : known.plus(note));
      return this;
    }

    /** Adds a line before everything, without its {@code #}. */
    public Builder head(String text) {
      head.add(comment(text));
      return this;
    }

    /** Adds a line after everything, without its {@code #}. */
    public Builder foot(String text) {
      foot.add(comment(text));
      return this;
    }

    /** Adds a line above a part, without its {@code #}. */
    public Builder above(String pointer, String text) {
      return add(pointer, new Note(Collections.singletonList(comment(text)), null, false, false));
    }

    /** Adds a remark at the end of a part's line, without its {@code #}. */
    public Builder beside(String pointer, String text) {
      return add(pointer, new Note(Collections.emptyList(), comment(text), false, false));
    }

    /** Sets a part off by a blank line. */
    public Builder gap(String pointer) {
      return add(pointer, new Note(Collections.emptyList(), null, true, false));
    }

    /** Keeps a collection on one line where it fits. */
    public Builder flow(String pointer) {
      return add(pointer, new Note(Collections.emptyList(), null, false, true));
    }

    void headLine(String line) {
      head.add(line);
    }

    void footLine(String line) {
      foot.add(line);
    }

    void aboveLines(String pointer, List<String> lines) {
      add(pointer, new Note(lines, null, false, false));
    }

    void besideLine(String pointer, String line) {
      add(pointer, new Note(Collections.emptyList(), line, false, false));
    }

    /** Gives the notes. */
    public YamlNotes build() {
      return new YamlNotes(this);
    }
  }

  /** Makes one line of a comment; what a terminal would obey or hide is written out. */
  static String comment(String text) {
    StringBuilder line = new StringBuilder("#");
    if (!text.isEmpty() && text.charAt(0) != ' ') {
      line.append(' ');
    }
    line.append(visible(text));
    return line.toString().stripTrailing();
  }

  static String visible(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c != '\t' && YamlScalar.isHidden(c)) {
        line.append("\\u{").append(Integer.toHexString(c)).append('}');
      } else {
        line.appendCodePoint(c);
      }
    }
    return line.toString();
  }
}
