package dev.assay.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A document of the project: its code blocks, links and the names it mentions. */
record MarkdownPage(Path file, String text) {
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern INLINE = Pattern.compile("`([^`\\n]+)`");

  /** A fenced block. */
  record Block(String language, int line, String content) {}

  /** Every document: the pages of docs, those of the examples and those at the top. */
  static List<MarkdownPage> all() {
    List<Path> files = new ArrayList<>(SourceTree.files("docs", ".md"));
    files.addAll(SourceTree.files("examples", ".md"));
    for (String name : List.of("README.md", "CONTRIBUTING.md", "SECURITY.md")) {
      files.add(SourceTree.ROOT.resolve(name));
    }
    return files.stream().map(file -> new MarkdownPage(file, SourceTree.text(file))).toList();
  }

  String name() {
    return SourceTree.name(file);
  }

  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    List<String> content = new ArrayList<>();
    String language = null;
    int number = 0;
    int start = 0;
    for (String line : text.lines().toList()) {
      number++;
      boolean fence = line.strip().startsWith("```");
      if (fence && language == null) {
        language = line.strip().substring(3);
        start = number + 1;
        content.clear();
      } else if (fence) {
        blocks.add(new Block(language, start, String.join("\n", content) + "\n"));
        language = null;
      } else if (language != null) {
        content.add(line);
      }
    }
    if (language != null) {
      throw new AssertionError(name() + ": the block at line " + start + " does not end");
    }
    return blocks;
  }

  /** Targets of links that are not web addresses. */
  List<String> relativeLinks() {
    List<String> links = new ArrayList<>();
    Matcher matcher = LINK.matcher(prose());
    while (matcher.find()) {
      String target = matcher.group(1);
      if (!target.matches("[a-z]+:.*")) {
        links.add(target);
      }
    }
    return links;
  }

  /** What stands in backticks within the prose. */
  List<String> mentions() {
    List<String> mentions = new ArrayList<>();
    Matcher matcher = INLINE.matcher(prose());
    while (matcher.find()) {
      mentions.add(matcher.group(1));
    }
    return mentions;
  }

  /** The anchors of the headings, as the usual renderers make them. */
  List<String> anchors() {
    return prose()
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{Alnum}\\- _]", "").replace(' ', '-'))
        .toList();
  }

  /** The text without fenced blocks. */
  String prose() {
    return text.replaceAll("(?ms)^\\s*```.*?^\\s*```\\s*$", "");
  }
}
