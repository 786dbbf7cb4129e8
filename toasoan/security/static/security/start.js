// Starts Wagtail's widgets without inline scripts (see security/README.md).
// The element may call the functions named here and nothing else, so markup that
// somebody managed to inject cannot use it to run code of its choice.
(() => {
  const FUNCTIONS = ["initDateChooser", "initTimeChooser", "initDateTimeChooser"];
  const PANELS = ["InlinePanel", "MultipleChooserPanel"];
  const CHOOSER = /^[A-Za-z]*Chooser$/;

  class Start extends HTMLElement {
    connectedCallback() {
      if (this.started) return;
      this.started = true;
      const name = this.dataset.call;
      const given = JSON.parse(this.dataset.arguments);
      if (FUNCTIONS.includes(name)) {
        window[name](...given);
      } else if (PANELS.includes(name) || CHOOSER.test(name)) {
        new window[name](...given);
      }
    }
  }

  customElements.define("toasoan-start", Start);

  // Draftail builds two style sheets when it starts. The policy lets in only sheets
  // that carry this page's nonce, so sheets made by script get it; sheets that
  // arrive as markup do not.
  const nonce = document.currentScript.nonce;
  const create = Document.prototype.createElement;
  Document.prototype.createElement = function createElement(name, options) {
    const element = create.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
})();
