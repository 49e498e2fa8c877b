package dev.assay.core.evidence.mandate;

import dev.assay.core.crypto.Sha256;
import dev.assay.core.json.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an event about a mandate states of its names, held against what follows from its content.
 * Source: {@code evidence.md} 7.4.
 */
public final class MandateEvent {
  private static final String GRANTED = "assay.mandate.v1";
  private static final String USED = "assay.mandate.used.v1";

  private MandateEvent() {}

  /**
   * Says whether an event of a mandate, or of a use of one, states a name that does not follow from
   * its content. One that states none is not misnamed, and neither are other events. Nothing is
   * said about who signed, nor whether a mandate was valid or honoured.
   *
   * @param event the whole event
   */
  public static boolean isMisnamed(Json.Obj event) {
    Json.Obj data = event.object("data").orElse(Json.Obj.EMPTY);
    return switch (event.string("type").orElse("")) {
      case GRANTED -> isMandateMisnamed(data);
      case USED -> data.get("use_id") != null && !isUse(data);
      default -> false;
    };
  }

  private static boolean isMandateMisnamed(Json.Obj data) {
    Json.Obj signature = data.object("signature").orElse(Json.Obj.EMPTY);
    Json id = data.get("mandate_id");
    Json contentId = signature.get("content_id");
    Json digest = signature.get("signed_payload_digest");
    if (id == null && contentId == null && digest == null) {
      return false;
    }
    return !(Mandate.read(data) instanceof Mandate.Reading.Read(Mandate mandate)
        && isNothingBut(mandate.id(), id)
        && isNothingBut(mandate.id(), contentId)
        && isNothingBut(Sha256.text(mandate.signedBytes()), digest));
  }

  private static boolean isNothingBut(String name, @Nullable Json stated) {
    return stated == null || stated.equals(new Json.Str(name));
  }

  private static boolean isUse(Json.Obj data) {
    Optional<String> mandate = data.string("mandate_id");
    Optional<String> call = data.string("tool_call_id");
    Optional<Long> count = data.integer("use_count");
    return mandate.isPresent()
        && call.isPresent()
        && count.isPresent()
        && new MandateUse(mandate.get(), call.get(), count.get())
            .isNamed(data.string("use_id").orElse(""));
  }
}
