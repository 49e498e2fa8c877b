package dev.assay.core.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.CommentToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Reads what a YAML text says to people besides its value. A comment on a line of its own belongs
 * to what stands next, one at the end of a line to what stands on the line; lines at the top that a
 * blank line sets off, and those for editors, belong to the document.
 */
public final class YamlNotesReader {
  private static final String EDITOR_LINE = "# yaml-language-server:";

  private final String[] lines;
  private final YamlNotes.Builder notes = new YamlNotes.Builder();
  private final List<Place> places = new ArrayList<>();
  private final TreeSet<Long> flowStarts = new TreeSet<>();
  private final SourceMap sources;

  /**
   * A part of the document.
   *
   * @param outer the last part before it that stands in no brackets; itself when it does not
   */
  private record Place(String pointer, int line, boolean inFlow, @Nullable Place outer) {
    Place block() {
      return outer == null ? this : outer;
    }
  }

  private record Remark(int line, boolean ownLine, String text) {}

  private YamlNotesReader(String text, SourceMap sources) {
    this.lines = text.split("\n", -1);
    this.sources = sources;
  }

  /**
   * Reads the notes of a document; nothing when its comments cannot be told from its text.
   *
   * @param yaml the bytes that gave the value
   * @param read what {@link YamlReader} made of them
   */
  public static Optional<YamlNotes> read(byte[] yaml, YamlReading.Read read) {
    String text = new String(yaml, StandardCharsets.UTF_8);
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    YamlNotesReader reader = new YamlNotesReader(body, read.sources());
    try {
      List<Remark> remarks = reader.remarks(body);
      reader.walk(read.value(), "", false);
      reader.attach(remarks);
      return Optional.of(reader.notes.build());
    } catch (RuntimeException _) {
      return Optional.empty(); // the scanner throws whatever its parts throw, as the parser does
    }
  }

  private List<Remark> remarks(String text) {
    List<Remark> remarks = new ArrayList<>();
    LoadSettings settings =
        LoadSettings.builder()
            .setParseComments(true)
            .setCodePointLimit(YamlReader.MAX_BYTES + 1)
            .build();
    ScannerImpl scanner = new ScannerImpl(settings, new StreamReader(settings, text));
    while (scanner.hasNext()) {
      Token token = scanner.next();
      Mark mark = token.getStartMark().orElseThrow();
      if (token instanceof CommentToken comment) {
        if (comment.getCommentType() != CommentType.BLANK_LINE) {
          boolean own = comment.getCommentType() == CommentType.BLOCK;
          String line = "#" + YamlNotes.visible(comment.getValue()).stripTrailing();
          remarks.add(new Remark(mark.getLine() + 1, own, line));
        }
      } else if (token.getTokenId() == Token.ID.FlowMappingStart
          || token.getTokenId() == Token.ID.FlowSequenceStart) {
        flowStarts.add(position(mark.getLine() + 1, mark.getColumn() + 1));
      }
    }
    return remarks;
  }

  private static long position(int line, int column) {
    return ((long) line << 32) + column;
  }

  /** Lists the parts in the order of the text; what an alias repeats stands elsewhere. */
  private void walk(Json value, String pointer, boolean inFlow) {
    boolean flow = isFlow(value, pointer);
    if (flow && !pointer.isEmpty()) {
      notes.flow(pointer);
    }
    if (value instanceof Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String at = JsonPointer.below(pointer, member.getKey());
        place(at, sources.name(at).line(), inFlow || flow);
        walk(member.getValue(), at, inFlow || flow);
      }
    } else if (value instanceof Json.Arr array) {
      for (int i = 0; i < array.items().size(); i++) {
        String at = pointer + "/" + i;
        place(at, sources.value(at).line(), inFlow || flow);
        walk(array.items().get(i), at, inFlow || flow);
      }
    }
  }

  private void place(String pointer, int line, boolean inFlow) {
    if (places.isEmpty() || places.getLast().line <= line) {
      Place outer = inFlow && !places.isEmpty() ? places.getLast().block() : null;
      places.add(new Place(pointer, line, inFlow, outer));
    }
  }

  /** A collection stands in brackets when some open between its start and its first part. */
  private boolean isFlow(Json value, String pointer) {
    var start = sources.value(pointer);
    var first =
        switch (value) {
          case Json.Obj object when !object.members().isEmpty() ->
              sources.name(JsonPointer.below(pointer, object.members().keySet().iterator().next()));
          case Json.Arr array when !array.items().isEmpty() -> sources.value(pointer + "/0");
          case Json.Obj _, Json.Arr _, Json.Str _, Json.Num _, Json.Bool _, Json.Null _ -> null;
        };
    if (first == null) {
      return false;
    }
    Long bracket = flowStarts.ceiling(position(start.line(), start.column()));
    return bracket != null && bracket < position(first.line(), first.column());
  }

  private void attach(List<Remark> remarks) {
    Map<String, List<Remark>> above = new HashMap<>();
    List<Remark> foot = new ArrayList<>();
    for (Remark remark : remarks) {
      if (remark.ownLine) {
        int next = after(remark.line);
        if (next == places.size()) {
          foot.add(remark);
        } else {
          above.computeIfAbsent(places.get(next).pointer, _ -> new ArrayList<>()).add(remark);
        }
      } else {
        beside(remark);
      }
    }
    boolean first = true;
    int line = 0;
    for (Place place : places) {
      List<Remark> own = above.getOrDefault(place.pointer, List.of());
      if (place.line > line && isBlank(own.isEmpty() ? place.line : own.getFirst().line)) {
        notes.gap(place.pointer);
      }
      line = place.line;
      List<String> paragraph = paragraphs(own, place.line);
      notes.aboveLines(place.pointer, first ? withoutHead(paragraph) : paragraph);
      first = false;
    }
    paragraphs(foot, 0).forEach(notes::footLine);
  }

  /** Gives the number of the first part that begins after a line. */
  private int after(int line) {
    int from = 0;
    int to = places.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (places.get(middle).line > line) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  private void beside(Remark remark) {
    int next = after(remark.line);
    if (next == 0) {
      notes.headLine(remark.text);
      return;
    }
    Place last = places.get(next - 1);
    boolean onlyInFlow = last.line == remark.line && last.block().line < remark.line;
    notes.besideLine(onlyInFlow ? last.pointer : last.block().pointer, remark.text);
  }

  /** Whether the line before a line is blank. */
  private boolean isBlank(int line) {
    return line >= 2 && lines[line - 2].isBlank();
  }

  /** Gives comment lines with the blank lines between them, and before what stands below them. */
  private List<String> paragraphs(List<Remark> remarks, int below) {
    List<String> paragraphs = new ArrayList<>();
    for (Remark remark : remarks) {
      if (!paragraphs.isEmpty() && isBlank(remark.line)) {
        paragraphs.add("");
      }
      paragraphs.add(remark.text);
    }
    if (!paragraphs.isEmpty() && below > 0 && isBlank(below)) {
      paragraphs.add("");
    }
    return paragraphs;
  }

  /** Takes away what is at the top of the document and belongs to nothing in it. */
  private List<String> withoutHead(List<String> paragraph) {
    int end = paragraph.lastIndexOf("");
    List<String> own = new ArrayList<>(paragraph.subList(end + 1, paragraph.size()));
    List<String> top = end < 0 ? List.of() : paragraph.subList(0, end);
    top.forEach(notes::headLine);
    while (end < 0 && !own.isEmpty() && own.getFirst().startsWith(EDITOR_LINE)) {
      notes.headLine(own.removeFirst());
    }
    return own;
  }
}
