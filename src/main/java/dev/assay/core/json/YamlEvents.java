package dev.assay.core.json;

import dev.assay.core.problem.Where;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * The parser's events, with everything the parser may throw turned into one checked exception: on
 * some texts it fails with what its own parts throw, such as a number format exception for {@code
 * "\\u} at the end of the text.
 */
final class YamlEvents {
  private final ParserImpl parser;
  private Where last = new Where(null, null, 1, 1);

  YamlEvents(String text, int maxCodePoints) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(maxCodePoints).build();
    this.parser = new ParserImpl(settings, new StreamReader(settings, text));
  }

  /** Gives the next event and leaves it there. */
  Event peek() throws Broken {
    try {
      Event event = parser.peekEvent();
      last = where(event);
      return event;
    } catch (MarkedYamlEngineException e) {
      Where where = e.getProblemMark().map(YamlEvents::where).orElse(last);
      throw new Broken(syntax(e), where);
    } catch (YamlEngineException e) {
      String message = e.getMessage();
      throw new Broken(oneLine(message == null ? "" : message), last);
    } catch (RuntimeException _) {
      throw new Broken("the text after this place is not YAML", last);
    }
  }

  /** Gives the next event and takes it. */
  Event next() throws Broken {
    Event event = peek();
    parser.next();
    return event;
  }

  /** Whether the next event is of a kind. */
  boolean isNext(Event.ID kind) throws Broken {
    return peek().getEventId() == kind;
  }

  /** Gives where an event starts. */
  static Where where(Event event) {
    Optional<Mark> mark = event.getStartMark();
    return mark.isPresent() ? where(mark.get()) : Where.NOWHERE;
  }

  private static Where where(Mark mark) {
    return new Where(null, null, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String syntax(MarkedYamlEngineException e) {
    String problem = e.getProblem() == null ? "" : e.getProblem();
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    return oneLine(context + problem);
  }

  private static String oneLine(String message) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return line.toString().strip();
  }

  /** The text is not YAML; never leaves the reader. */
  static final class Broken extends Exception {
    private final String problem;
    private final transient Where where;

    Broken(String problem, Where where) {
      super(null, null, false, false);
      this.problem = problem;
      this.where = where;
    }

    String problem() {
      return problem;
    }

    Where where() {
      return where;
    }
  }
}
