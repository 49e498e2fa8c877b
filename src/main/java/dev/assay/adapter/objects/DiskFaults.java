package dev.assay.adapter.objects;

import dev.assay.app.offline.store.StoreCode;
import dev.assay.core.problem.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/** What is said when a disk says no. */
final class DiskFaults {
  private DiskFaults() {}

  /** Says what happened to a key of a directory store. */
  static Problem of(String key, IOException cause) {
    return cause instanceof AccessDeniedException
        ? StoreCode.ACCESS_DENIED.at(key, "permission denied")
        : StoreCode.FAILED.at(key, reason(cause));
  }

  /** Says what happened to a local file. */
  static Problem local(String path, IOException cause) {
    return StoreCode.LOCAL.at(path, reason(cause));
  }

  private static String reason(IOException cause) {
    return switch (cause) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or directory";
      case NotDirectoryException _ -> "not a directory";
      case FileSystemException e when e.getReason() != null -> line(e.getReason());
      case IOException e when e.getCause() instanceof ReadOnlyFileSystemException ->
          "read-only file system";
      default -> line(String.valueOf(cause.getMessage()));
    };
  }

  private static String line(String text) {
    String line = text.lines().findFirst().orElse("input or output failed").strip();
    return line.isEmpty()
        ? "input or output failed"
        : Character.toLowerCase(line.charAt(0)) + line.substring(1);
  }
}
