package dev.assay.adapter.store;

import dev.assay.core.problem.Problem;
import dev.assay.core.problem.Where;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the store says when the disk says no. */
final class StoreProblems {
  private StoreProblems() {}

  static Problem of(String code, String what, Path path, IOException cause) {
    return new Problem(
        code, what + " `" + path + "`: " + reason(cause), Where.NOWHERE, hint(cause));
  }

  static Problem of(String code, String message, @Nullable String hint) {
    return new Problem(code, message, Where.NOWHERE, hint);
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "it exists";
      case NoSuchFileException _ -> "no such file or directory";
      case NotDirectoryException _ -> "not a directory";
      case FileSystemException e when e.getReason() != null -> oneLine(e.getReason());
      default -> oneLine(cause.getMessage());
    };
  }

  private static String oneLine(@Nullable String text) {
    String line = text == null ? "" : text.lines().findFirst().orElse("").strip();
    return line.isEmpty()
        ? "input or output failed"
        : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }

  private static @Nullable String hint(IOException cause) {
    return cause instanceof AccessDeniedException || cause instanceof NotDirectoryException
        ? "choose another place with --evidence-dir"
        : null;
  }
}
