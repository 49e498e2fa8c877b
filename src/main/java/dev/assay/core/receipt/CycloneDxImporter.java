package dev.assay.core.receipt;

import dev.assay.core.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One machine-learning model of a CycloneDX document. Hashes, licences, vulnerabilities and the
 * bodies of model cards are dropped. Source: {@code receipts.md} 4.
 */
final class CycloneDxImporter implements ReceiptImporter {
  private static final int MAX_TEXT = 240;
  private static final int MAX_REFS = 32;

  @Override
  public ReceiptFamily family() {
    return new ReceiptFamily(
        "cyclonedx-mlbom-model",
        "assay.receipt.cyclonedx.mlbom_model_component.v1",
        "urn:assay:external:cyclonedx:mlbom-model-component",
        "assay.receipt.cyclonedx.mlbom-model-component.v1",
        "cyclonedx",
        "bom.components[type=machine-learning-model]",
        "assay-cyclonedx-mlbom-model-component@0.1.0",
        "bom.cdx.json",
        "external_inventory_receipts");
  }

  @Override
  public Cut cut() {
    return Cut.DOCUMENT;
  }

  @Override
  public List<Json.Obj> reduce(Json record, Optional<String> selection) throws RecordRefused {
    RecordFields bom = RecordFields.of(record, "CycloneDX input must be a JSON object");
    bom.constant("bomFormat", "CycloneDX");
    if (!(bom.object().get("components") instanceof Json.Arr components)) {
      throw new RecordRefused(
          "E_CDX_COMPONENTS_MISSING", "CycloneDX input must contain components[]");
    }
    return List.of(
        Json.object().put("model_component", model(chosen(components, selection))).build());
  }

  private static Json.Obj chosen(Json.Arr components, Optional<String> ref) throws RecordRefused {
    List<Json.Obj> models = new ArrayList<>();
    for (Json item : components.items()) {
      if (item instanceof Json.Obj component
          && component.string("type").filter("machine-learning-model"::equals).isPresent()) {
        models.add(component);
      }
    }
    if (models.isEmpty()) {
      throw new RecordRefused(
          "E_CDX_NO_MODEL", "contains no components[] entries with type machine-learning-model");
    }
    if (ref.isEmpty()) {
      if (models.size() > 1) {
        throw new RecordRefused(
            "E_CDX_AMBIGUOUS",
            "contains multiple machine-learning-model components; choose one with --bom-ref");
      }
      return models.getFirst();
    }
    List<Json.Obj> matching =
        models.stream().filter(model -> model.string("bom-ref").equals(ref)).toList();
    if (matching.isEmpty()) {
      throw new RecordRefused(
          "E_CDX_BOM_REF", "--bom-ref did not match a components[] machine-learning-model entry");
    }
    if (matching.size() > 1) {
      throw new RecordRefused("E_CDX_BOM_REF", "--bom-ref matched multiple model components");
    }
    return matching.getFirst();
  }

  private static Json.Obj model(Json.Obj component) throws RecordRefused {
    RecordFields fields = new RecordFields(component, "component.");
    Json.ObjBuilder model =
        Json.object()
            .put("bom_ref", fields.text("bom-ref", MAX_TEXT))
            .put("name", fields.text("name", MAX_TEXT))
            .put("version", fields.optional("version", MAX_TEXT).orElse(null))
            .put("publisher", fields.optional("publisher", MAX_TEXT).orElse(null))
            .put("purl", fields.optional("purl", MAX_TEXT).orElse(null));
    Json.Obj card = component.object("modelCard").orElse(Json.Obj.EMPTY);
    List<String> datasets = datasets(card);
    if (!datasets.isEmpty()) {
      model.put("dataset_refs", Json.Arr.ofStrings(datasets));
    }
    if (card.get("bom-ref") instanceof Json.Str) {
      String ref = new RecordFields(card, "modelCard.").text("bom-ref", MAX_TEXT);
      model.put("model_card_refs", Json.Arr.ofStrings(List.of(ref)));
    }
    return model.build();
  }

  private static List<String> datasets(Json.Obj card) throws RecordRefused {
    List<String> refs = new ArrayList<>();
    Json datasets =
        card.object("modelParameters").map(parameters -> parameters.get("datasets")).orElse(null);
    if (datasets instanceof Json.Arr list) {
      for (int i = 0; i < list.items().size(); i++) {
        if (list.items().get(i) instanceof Json.Obj dataset
            && dataset.get("ref") instanceof Json.Str ref) {
          String name = "modelCard.modelParameters.datasets[" + i + "].ref";
          refs.add(RecordFields.bounded(ref, name, MAX_TEXT));
        }
      }
    }
    if (refs.size() > MAX_REFS) {
      throw new RecordRefused(
          "E_CDX_TOO_MANY_REFS",
          "modelCard.modelParameters.datasets has more than " + MAX_REFS + " refs");
    }
    return refs;
  }
}
