package dev.assay.core.policy.scope;

import dev.assay.core.json.Json;
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
  private static final String EACH = "*";
  private static final Objection NO_LIST = new Objection(Objection.TYPE, "must be a list");
  private static final Objection NO_OBJECT = new Objection(Objection.TYPE, "must be a mapping");
  private static final Objection TOO_MANY =
      new Objection("too_many", "must have at most " + Objections.MAX_VALUES + " values to judge");

  private final String[] steps;
  private final Where where;

  private ScopedArgument(String[] steps, Where where) {
    this.steps = steps;
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
      String[] steps = steps(text);
      if (steps == null) {
        findings.refuse(
            PolicyFault.ARGUMENT,
            "`" + text + "` names no argument",
            where,
            "write a member name, or a pointer such as /paths/*");
      } else {
        arguments.add(new ScopedArgument(steps, where));
      }
    }
    return arguments;
  }

  private static String @Nullable [] steps(String text) {
    if (!text.startsWith("/")) {
      return text.isEmpty() || text.equals(EACH) ? null : new String[] {text};
    }
    String[] steps = text.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      String step = steps[i];
      for (int at = step.indexOf('~'); at >= 0; at = step.indexOf('~', at + 1)) {
        if (at + 1 == step.length() || "01".indexOf(step.charAt(at + 1)) < 0) {
          return null;
        }
      }
      if (step.isEmpty() || (i == 0 && step.equals(EACH))) {
        return null;
      }
      steps[i] = step.replace("~1", "/").replace("~0", "~");
    }
    return steps;
  }

  /** Gives the member of the arguments that it begins with. */
  String member() {
    return steps[0];
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
    if (step == steps.length) {
      judgeOne(value, items, scope, objections);
    } else if (steps[step].equals(EACH)) {
      visitItems(value, step, items, scope, objections);
    } else if (value instanceof Json.Obj object) {
      visitPresent(object.get(steps[step]), step, items, scope, objections);
    } else if (value instanceof Json.Arr list) {
      visitPresent(item(list, steps[step]), step, items, scope, objections);
    } else {
      objections.add(pointer(step, items), NO_OBJECT);
    }
  }

  private void judgeOne(Json value, String items, ArgumentScope scope, Objections objections) {
    if (!objections.admitsValue()) {
      objections.add(pointer(steps.length, items), TOO_MANY);
      return;
    }
    Objection objection = scope.judge(value, objections.files());
    if (objection != null) {
      objections.add(pointer(steps.length, items), objection);
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

  private static @Nullable Json item(Json.Arr list, String step) {
    boolean number = !step.isEmpty() && step.length() < 7;
    for (int i = 0; i < step.length() && number; i++) {
      number = step.charAt(i) >= '0' && step.charAt(i) <= '9';
    }
    int index = number ? Integer.parseInt(step) : Integer.MAX_VALUE;
    return index < list.items().size() ? list.items().get(index) : null;
  }

  /** Gives the pointer of the first steps; {@code items} are the indexes that stars stood for. */
  private String pointer(int end, String items) {
    StringBuilder pointer = new StringBuilder();
    int from = 0;
    for (int i = 0; i < end; i++) {
      if (steps[i].equals(EACH)) {
        int to = items.indexOf('/', from + 1);
        pointer.append(items, from, to < 0 ? items.length() : to);
        from = to < 0 ? items.length() : to;
      } else {
        pointer.append('/').append(steps[i].replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
