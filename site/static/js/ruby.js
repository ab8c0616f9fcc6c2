// ふりがな in the rich text editor: a small dialog asks for the word and its reading. Wagtail gives React and DraftJS.
{
  const { Component, createElement } = window.React;
  const { EditorState, Modifier, SelectionState } = window.DraftJS;

  const field = (name, label, value, help) => {
    const row = document.createElement("label");
    const input = Object.assign(document.createElement("input"), { name, value, required: true, maxLength: 40, autocomplete: "off" });
    const words = document.createElement("span");
    words.textContent = label;
    const hint = document.createElement("small");
    hint.textContent = help;
    row.append(words, input, hint);
    return row;
  };

  const button = (label, kind, type) =>
    Object.assign(document.createElement("button"), { textContent: label, className: kind, type });

  // Opens the dialog. `done` gets { word, reading }, a reading of nothing for "take it away" (offered for a word that
  // has one); `gone` is called when the dialog closes without an answer.
  const ask = ({ word, reading }, done, gone) => {
    const dialog = Object.assign(document.createElement("dialog"), { className: "ruby-dialog" });
    const form = document.createElement("form");
    const title = document.createElement("h2");
    title.textContent = "ふりがな";
    title.id = "ruby-dialog-title";
    dialog.setAttribute("aria-labelledby", title.id);
    const cancel = button("やめる", "button button-secondary", "button");
    form.append(
      title,
      field("word", "言葉", word, "例: 内反小趾"),
      field("reading", "よみ", reading, "ひらがなで。例: ないはんしょうし"),
      button("決定", "button", "submit"),
      cancel,
    );
    dialog.append(form);
    let answer;
    if (reading) {
      const remove = button("ふりがなを外す", "button button-secondary no", "button");
      form.append(remove);
      remove.addEventListener("click", () => {
        answer = { word, reading: "" };
        dialog.close();
      });
    }
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      // The dialog stands outside the page's own form; neither is sent.
      event.preventDefault();
      const [word, reading] = ["word", "reading"].map((name) => form.elements[name].value.trim());
      if (!word || !reading) return;
      answer = { word, reading };
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (answer) done(answer);
      else gone();
    });
    document.body.append(dialog);
    dialog.showModal();
    form.elements[word ? "reading" : "word"].focus();
  };

  // The whole word that carries the reading at the cursor, so that editing changes it and not a part of it.
  const whole = (content, selection, key) => {
    let found = selection;
    content.getBlockForKey(selection.getStartKey()).findEntityRanges(
      (character) => character.getEntity() === key,
      (start, end) => {
        if (start <= selection.getStartOffset() && selection.getStartOffset() <= end) {
          found = SelectionState.createEmpty(selection.getStartKey()).merge({ anchorOffset: start, focusOffset: end });
        }
      },
    );
    return found;
  };

  class RubySource extends Component {
    componentDidMount() {
      const { editorState, entity, entityKey, entityType, onComplete, onClose } = this.props;
      const content = editorState.getCurrentContent();
      const chosen = entityKey ? whole(content, editorState.getSelection(), entityKey) : editorState.getSelection();
      // A word cannot reach over the end of a paragraph.
      const here = chosen.getStartKey() === chosen.getEndKey() ? chosen : chosen.merge({ focusKey: chosen.getStartKey(), focusOffset: chosen.getStartOffset(), anchorKey: chosen.getStartKey(), anchorOffset: chosen.getStartOffset(), isBackward: false });
      const block = content.getBlockForKey(here.getStartKey());
      const word = block.getText().slice(here.getStartOffset(), here.getEndOffset());
      ask(
        { word, reading: entity?.getData().reading ?? "" },
        (answer) => {
          if (!answer.reading) {
            onComplete(EditorState.push(editorState, Modifier.applyEntity(content, here, null), "apply-entity"));
            return;
          }
          const made = content.createEntity(entityType.type, "MUTABLE", { reading: answer.reading });
          const style = block.getLength() ? block.getInlineStyleAt(Math.min(here.getStartOffset(), block.getLength() - 1)) : undefined;
          const next = Modifier.replaceText(made, here, answer.word, style, made.getLastCreatedEntityKey());
          onComplete(EditorState.push(editorState, next, "insert-characters"));
        },
        onClose,
      );
    }

    render() {
      return null;
    }
  }

  // In the editor the reading stands above the word too, drawn by CSS: Draft.js loses its cursor in elements that are
  // not its own. A click changes it.
  const Ruby = ({ contentState, entityKey, onEdit, children }) =>
    createElement(
      "span",
      { className: "ruby-word", onClick: () => onEdit?.(entityKey), title: "ふりがな", "data-reading": contentState.getEntity(entityKey).getData().reading },
      children,
    );

  window.draftail.registerPlugin({ type: "RUBY", source: RubySource, decorator: Ruby }, "entityTypes");
}
