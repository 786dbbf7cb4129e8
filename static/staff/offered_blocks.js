/* A body that knows every block, and offers only those the unit's profile names.
   Classic script: telepath looks for its constructors before modules have run. */
(() => {
  class OfferedBodyDefinition extends window.wagtailStreamField.blocks.StreamBlockDefinition {
    constructor(name, groups, initialStates, meta) {
      super(name, groups, initialStates, meta);
      // Blocks that are there already keep their definition; the lists to add are shorter.
      this.groupedChildBlockDefs = groups
        .map(([group, blocks]) => [group, blocks.filter((each) => meta.offered.includes(each.name))])
        .filter(([, blocks]) => blocks.length);
    }
  }
  window.telepath.register("toasoan.content.OfferedBody", OfferedBodyDefinition);
})();
