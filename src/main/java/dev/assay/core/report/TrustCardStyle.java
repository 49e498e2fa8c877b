package dev.assay.core.report;

/** The fixed beginning of the trust card's page: policy, look, and the way past the head. */
final class TrustCardStyle {
  private TrustCardStyle() {}

  static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'none'; connect-src 'none'; img-src 'none'; font-src 'none'; object-src 'none'; \
      base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>Trust card</title>
      <style>
      :root { --ink: #1b1f24; --paper: #ffffff; --soft: #f3f4f6; --line: #c9ced6; --link: #0b57d0;
        --verified: #0a5c2f; --self: #7a4a00; --inferred: #5b3b94; --absent: #57606a; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #e6e9ed; --paper: #14171b; --soft: #1f242b; --line: #414a55; --link: #8ab4f8;
          --verified: #7ee2a8; --self: #f2c078; --inferred: #c8b2f5; --absent: #a7b0bb; }
      }
      * { box-sizing: border-box; }
      body { margin: 0; color: var(--ink); background: var(--paper);
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
      main { max-width: 72rem; margin: 0 auto; padding: 1rem; }
      .skip { position: absolute; left: -100rem; }
      .skip:focus { position: static; display: block; padding: .5rem 1rem; color: var(--link); }
      h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
      code, pre { font-family: ui-monospace, "SFMono-Regular", Consolas, monospace; font-size: .875em; }
      code { overflow-wrap: anywhere; }
      pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .75rem;
        border: 1px solid var(--line); border-radius: .4rem; }
      .subject { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem;
        background: var(--soft); border: 1px solid var(--line); border-radius: .4rem;
        padding: .75rem 1rem; margin: 1rem 0; }
      .subject dt { color: var(--absent); } .subject dd { margin: 0; min-width: 0; }
      .scroll { overflow-x: auto; } .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--link); }
      table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
      caption { text-align: left; color: var(--absent); padding: .25rem 0; }
      th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
      thead th { background: var(--soft); } tbody th { font-weight: 600; }
      .level { font-weight: 700; white-space: nowrap; border: 1px solid currentColor; border-radius: 1rem;
        padding: .05rem .55rem; font-size: .875rem; }
      .verified { color: var(--verified); } .self_reported { color: var(--self); }
      .inferred { color: var(--inferred); border-style: dashed; }
      .absent { color: var(--absent); border-style: dotted; }
      .untrusted { unicode-bidi: isolate; }
      td.untrusted { overflow-wrap: anywhere; overflow: hidden; }
      td.untrusted:nth-child(3) { min-width: 10rem; }
      details { border: 1px solid var(--line); border-radius: .4rem; margin: .4rem 0; padding: .4rem .75rem; }
      summary { cursor: pointer; } details p { margin: .4rem 0; } details ul { margin: .2rem 0 .6rem; }
      @media (max-width: 40rem) {
        body { font-size: 15px; } .subject { grid-template-columns: 1fr; gap: 0; }
        .subject dd { margin-bottom: .4rem; }
        #claims thead { position: absolute; left: -100rem; }
        #claims tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
        #claims th, #claims td { display: block; border: 0; padding: .1rem 0; overflow-wrap: anywhere; }
        #claims td:nth-child(n+3)::before { color: var(--absent); }
        #claims td:nth-child(3)::before { content: "source "; }
        #claims td:nth-child(4)::before { content: "boundary "; }
        #claims td:nth-child(5)::before { content: "note "; }
        #scopes thead { position: absolute; left: -100rem; }
        #scopes tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
        #scopes td { display: inline-block; max-width: 100%; border: 0; padding: .1rem .6rem .1rem 0; }
        #scopes td:nth-child(3) { display: block; }
        #scopes td:nth-child(n+5)::before { color: var(--absent); }
        #scopes td:nth-child(5)::before { content: "in support "; }
        #scopes td:nth-child(6)::before { content: "not "; }
      }
      @media (forced-colors: active) {
        .level { border: 1px solid CanvasText; forced-color-adjust: auto; }
      }
      @media print {
        :root { --ink: #000; --paper: #fff; --soft: #fff; --line: #999; --verified: #000; --self: #000;
          --inferred: #000; --absent: #000; }
        main { max-width: none; padding: 0; } .skip { display: none; }
        tr, details { break-inside: avoid; } thead { display: table-header-group; }
        .subject { position: static; }
      }
      </style>
      </head>
      <body>
      <a class="skip" href="#claims">Skip to the claims</a>
      <main>
      """;
}
