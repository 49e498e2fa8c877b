package dev.assay.core.policy.identity;

import dev.assay.core.identity.ObservedTool;
import dev.assay.core.identity.PinHashes;
import dev.assay.core.problem.Where;
import java.util.ArrayList;
import java.util.List;

/** One entry of {@code tool_pins}, in one of its two forms. */
public sealed interface ToolPin {
  /** Gives the entry's place. */
  Where where();

  /** Says whether a tool as listed is the pinned one. */
  boolean holds(ObservedTool tool);

  /** Gives a short name of what is pinned, for messages. */
  String fingerprint();

  /** Gives a short name of a tool as listed, comparable with {@link #fingerprint}. */
  String fingerprintOf(ObservedTool tool);

  /** Gives in what a tool differs that does not hold, as far as the form can tell. */
  String difference(ObservedTool tool);

  /**
   * The older form: server, name, input schema and description. Title, annotations and output
   * schema are not covered.
   */
  record ByHashes(String server, String tool, String schemaHash, String metaHash, Where where)
      implements ToolPin {
    private static final int SHOWN = 8;

    @Override
    public boolean holds(ObservedTool listed) {
      return sameButSchema(listed) && schemaHash.equals(listed.hashes().schemaHash());
    }

    private boolean sameButSchema(ObservedTool listed) {
      return server.equals(listed.server())
          && tool.equals(listed.name())
          && metaHash.equals(listed.hashes().metaHash());
    }

    @Override
    public String difference(ObservedTool listed) {
      PinHashes hashes = listed.hashes();
      if (sameButSchema(listed) && schemaHash.equals(hashes.receivedSchemaHash())) {
        return "the pin was made by an older tool";
      }
      List<String> differing = new ArrayList<>();
      if (!server.equals(listed.server())) {
        differing.add("server");
      }
      if (!tool.equals(listed.name())) {
        differing.add("name");
      }
      if (!schemaHash.equals(hashes.schemaHash())) {
        differing.add("input schema");
      }
      if (!metaHash.equals(hashes.metaHash())) {
        differing.add("description");
      }
      return "other " + String.join(", ", differing);
    }

    @Override
    public String fingerprint() {
      return server + ":" + tool + ":" + schemaHash.substring(0, SHOWN);
    }

    @Override
    public String fingerprintOf(ObservedTool listed) {
      return listed.server()
          + ":"
          + listed.name()
          + ":"
          + listed.hashes().schemaHash().substring(0, SHOWN);
    }
  }

  /** The form that covers output schema and annotations as well. */
  record ByDigest(String toolDigest, Where where) implements ToolPin {
    private static final int SHOWN = "sha256:".length() + 8;

    @Override
    public boolean holds(ObservedTool tool) {
      return toolDigest.equals(tool.toolDigest());
    }

    @Override
    public String difference(ObservedTool tool) {
      return "other definition";
    }

    @Override
    public String fingerprint() {
      return toolDigest.substring(0, SHOWN);
    }

    @Override
    public String fingerprintOf(ObservedTool tool) {
      return tool.toolDigest().substring(0, SHOWN);
    }
  }
}
