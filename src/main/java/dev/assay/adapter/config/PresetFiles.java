package dev.assay.adapter.config;

import dev.assay.core.problem.BugException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The policies to start from that come with the program, and the cases that go with each. */
public enum PresetFiles {
  /** Files of one directory, read and written. */
  DEFAULT("default", "read and write files of one directory, run nothing, reach no network"),
  /** Files of one directory, read only. */
  HARDENED("hardened", "look at files of one directory and change nothing, with evidence required"),
  /** A directory, some commands, a local server. */
  DEV("dev", "files of one directory, a list of commands, a server on this machine");

  private final String word;
  private final String sentence;

  PresetFiles(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  /** Gives its name. */
  public String word() {
    return word;
  }

  /** Gives what it is for, one line. */
  public String sentence() {
    return sentence;
  }

  /** Gives the policy. */
  public byte[] policy() {
    return resource(word + ".yaml");
  }

  /** Gives its cases. */
  public byte[] cases() {
    return resource(word + ".test.yaml");
  }

  private static byte[] resource(String name) {
    try (InputStream in = PresetFiles.class.getResourceAsStream("/presets/" + name)) {
      if (in == null) {
        throw new BugException("the program lacks its preset " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
