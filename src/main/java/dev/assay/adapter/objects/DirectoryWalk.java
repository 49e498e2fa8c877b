package dev.assay.adapter.objects;

import dev.assay.adapter.file.FreshFile;
import dev.assay.app.offline.store.ObjectStore;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Names the files of a directory tree as keys, in the order a bucket gives them. One directory's
 * names are in memory per level. Links are not followed and unfinished files not named.
 */
final class DirectoryWalk {
  private final Path root;
  private final String prefix;
  private final String after;
  private final ObjectStore.Keys keys;

  DirectoryWalk(Path root, String prefix, String after, ObjectStore.Keys keys) {
    this.root = root;
    this.prefix = prefix;
    this.after = after;
    this.keys = keys;
  }

  void walk() throws IOException {
    String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    into(start);
  }

  /** Goes through one directory, whose key is empty or ends in a slash; false ends everything. */
  private boolean into(String directory) throws IOException {
    for (String name : names(directory)) {
      String key = directory + name;
      boolean below = key.endsWith("/");
      boolean wanted =
          below
              ? (key.startsWith(prefix) || prefix.startsWith(key))
                  && (key.compareTo(after) > 0 || after.startsWith(key))
              : key.startsWith(prefix) && key.compareTo(after) > 0;
      if (wanted && !(below ? into(key) : name(key))) {
        return false;
      }
    }
    return true;
  }

  private boolean name(String key) throws IOException {
    try {
      return keys.accept(key, Files.size(root.resolve(key)));
    } catch (NoSuchFileException e) {
      return true; // gone since it was listed
    }
  }

  /** The names in a directory in order, those of directories ending in a slash. */
  private List<String> names(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    Path path = root.resolve(directory);
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && !directory.isEmpty()) {
      return names;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          names.add(name + '/');
        } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)
            && !name.endsWith(FreshFile.UNFINISHED)) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      return names;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(names);
    return names;
  }
}
