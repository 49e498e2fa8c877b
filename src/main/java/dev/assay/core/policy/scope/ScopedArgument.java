package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
import dev.assay.core.policy.argument.ArgumentPath;
import dev.assay.core.policy.document.Findings;
import dev.assay.core.policy.document.PolicyFault;
import dev.assay.core.policy.document.Section;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code args}: a member of the arguments, or a JSON pointer in which {@code *} is each
 * item of a list. What is absent is no objection; what stands in the way with another type is one.
 *
 * <p>Source: {@code policy-language.md} 2.
 */
final class ScopedArgument {
  private static final String KEY = "args";
  private static final Objection NO_LIST = new Objection(Objection.TYPE, "must be a list");
  private static final Objection NO_OBJECT = new Objection(Objection.TYPE, "must be a mapping");
  private static final Objection TOO_MANY =
      new Objection("too_many", "must have at most " + Objections.MAX_VALUES + " values to judge");

  private final ArgumentPath path;
  private final Where where;

  private ScopedArgument(ArgumentPath path, Where where) {
    this.path = path;
    this.where = where;
  }

  /** Reads the mandatory list {@code args} of an entry; whatever names no argument is refused. */
  static List<ScopedArgument> readAll(Section entry) {
    List<ScopedArgument> arguments = new ArrayList<>();
    Optional<List<String>> texts = entry.strings(KEY);
    Findings findings = entry.findings();
    if (texts.isPresent() && texts.get().isEmpty()) {
      findings.refuse(
          PolicyFault.ARGUMENT, "`args` names no argument", findings.value(entry.at(KEY)), null);
    }
    for (int i = 0; texts.isPresent() && i < texts.get().size(); i++) {
      String text = texts.get().get(i);
      Where where = findings.value(entry.at(KEY) + "/" + i);
      Optional<ArgumentPath> path = ArgumentPath.parse(text);
      if (path.isEmpty()) {
        findings.refuse(
            PolicyFault.ARGUMENT,
            "`" + text + "` names no argument",
            where,
            "write a member name, or a pointer such as /paths/*");
      } else {
        arguments.add(new ScopedArgument(path.get(), where));
      }
    }
    return arguments;
  }

  /** Gives the member of the arguments that it begins with. */
  String member() {
    return path.step(0);
  }

  Where where() {
    return where;
  }

  /** Judges every value that it names. */
  void judge(Json.Obj arguments, ArgumentScope scope, Objections objections) {
    visit(arguments, 0, "", scope, objections);
  }

  private void visit(
      Json value, int step, String items, ArgumentScope scope, Objections objections) {
    if (objections.isFull()) {
      return;
    }
    if (step == path.length()) {
      judgeOne(value, items, scope, objections);
    } else if (path.isEach(step)) {
      visitItems(value, step, items, scope, objections);
    } else if (value instanceof Json.Obj object) {
      visitPresent(object.get(path.step(step)), step, items, scope, objections);
    } else if (value instanceof Json.Arr list) {
      visitPresent(ArgumentPath.item(list, path.step(step)), step, items, scope, objections);
    } else {
      objections.add(pointer(step, items), NO_OBJECT);
    }
  }

  private void judgeOne(Json value, String items, ArgumentScope scope, Objections objections) {
    if (!objections.admitsValue()) {
      objections.add(pointer(path.length(), items), TOO_MANY);
      return;
    }
    Objection objection = scope.judge(value, objections.files());
    if (objection != null) {
      objections.add(pointer(path.length(), items), objection);
    }
  }

  private void visitPresent(
      @Nullable Json value, int step, String items, ArgumentScope scope, Objections objections) {
    if (value != null) {
      visit(value, step + 1, items, scope, objections);
    }
  }

  private void visitItems(
      Json value, int step, String items, ArgumentScope scope, Objections objections) {
    if (!(value instanceof Json.Arr list)) {
      objections.add(pointer(step, items), NO_LIST);
      return;
    }
    int most = Math.min(list.items().size(), Objections.MAX_VALUES + 1);
    for (int i = 0; i < most && !objections.isFull(); i++) {
      visit(list.items().get(i), step + 1, items + "/" + i, scope, objections);
    }
    if (most < list.items().size() && !objections.isFull()) {
      objections.add(pointer(step, items), TOO_MANY);
    }
  }

  /** Gives the pointer of the first steps; {@code items} are the indexes that stars stood for. */
  private String pointer(int end, String items) {
    StringBuilder pointer = new StringBuilder();
    int from = 0;
    for (int i = 0; i < end; i++) {
      if (path.isEach(i)) {
        int to = items.indexOf('/', from + 1);
        pointer.append(items, from, to < 0 ? items.length() : to);
        from = to < 0 ? items.length() : to;
      } else {
        pointer.append('/').append(path.step(i).replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
