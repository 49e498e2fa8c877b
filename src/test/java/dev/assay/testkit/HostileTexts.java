package dev.assay.testkit;

import java.util.List;

/** Texts that somebody who wants to break a report would choose. */
public final class HostileTexts {
  /** None of them may act, and none may break the format it stands in. */
  public static final List<String> ALL =
      List.of(
          "",
          " ",
          "plain",
          "a\u0000b\u0007c",
          "\u001b[31mred\u001b[0m",
          "\u001b]8;;https://example.org\u001b\\click\u001b]8;;\u001b\\",
          "\u009b31m",
          "x\u202Egnp.exe",
          "\u2066isolate\u2069",
          "lone \uD800 high",
          "lone \uDC00 low",
          "not a character \uFFFF \uFFFE",
          "]]><script>alert(1)</script><![CDATA[",
          "\"><img src=x onerror=alert(1)>",
          "' onload='x",
          "&amp;&lt;&#0;&#x1b;",
          "[click](https://example.org)",
          "![image](https://example.org/x.png)",
          "`code` **bold** | table | \n# heading\n- list",
          "{0} {{1}} %s %n ${env:HOME}",
          "line\r\nfeed\tTab\u2028\u2029",
          "\uD83D\uDE00 größer 日本",
          "../../etc/passwd",
          "C:\\windows\\system32");

  private HostileTexts() {}
}
