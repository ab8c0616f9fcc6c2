// ふりがな in the rich text editor: a small dialog asks for the word and its reading. Wagtail gives React and DraftJS.
{
  const { Component, createElement } = window.React;
  const { EditorState, Modifier, SelectionState } = window.DraftJS;

  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const icon = (name, className) => {
    const holder = document.createElement("template");
    holder.innerHTML = `<svg class="icon icon-${name} ${className}" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;
    return holder.content;
  };

  // A field as Wagtail's own forms have it; left empty, it says so in our words and not in the browser's.
  const field = (name, label, value, help, missing) => {
    const id = `ruby-dialog-${name}`;
    const input = make("input", { id, name, value, type: "text", maxLength: 40, autocomplete: "off" });
    input.setAttribute("aria-describedby", `${id}-help`);
    const check = () => input.setCustomValidity(input.value.trim() ? "" : missing);
    input.addEventListener("input", check);
    check();
    return make(
      "div",
      { className: "w-field__wrapper" },
      make("label", { className: "w-field__label", htmlFor: id, textContent: label }),
      make(
        "div",
        { className: "w-field" },
        make("div", { className: "w-field__help", id: `${id}-help` }, make("div", { className: "help", textContent: help })),
        make("div", { className: "w-field__input" }, input),
      ),
    );
  };

  const button = (textContent, className, type) => make("button", { textContent, className, type });

  // A window over the page, dressed as Wagtail's. Only Escape, its own buttons and `close()` shut it.
  const open = (...content) => {
    const shut = make("button", { type: "button", className: "w-dialog__close-button" }, icon("cross", "w-dialog__close-icon"));
    shut.setAttribute("aria-label", "閉じる");
    const title = make("h2", { className: "w-dialog__title w-h1", id: "ruby-dialog-title" }, "ふりがな");
    const dialog = make("dialog", { className: "ruby-dialog" }, shut, title, ...content);
    dialog.setAttribute("aria-labelledby", title.id);
    shut.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  // Asks for word and reading. `done` gets { word, reading }, a reading of nothing for "take it away" (offered for a
  // word that has one); `gone` is called when the dialog closes without an answer.
  const ask = ({ word, reading }, done, gone) => {
    const actions = make("div", { className: "ruby-dialog__actions" }, button("決定", "button", "submit"));
    const form = make(
      "form",
      {},
      field("word", "言葉", word, "例: 内反小趾", "ふりがなを付ける言葉を入れてください。"),
      field("reading", "よみ", reading, "ひらがなで。例: ないはんしょうし", "よみを入れてください。"),
      actions,
    );
    const dialog = open(form);
    let answer;
    const cancel = button("やめる", "button button-secondary", "button");
    cancel.addEventListener("click", () => dialog.close());
    actions.append(cancel);
    if (reading) {
      const remove = button("ふりがなを外す", "button button-secondary no", "button");
      remove.addEventListener("click", () => {
        answer = { word, reading: "" };
        dialog.close();
      });
      actions.append(remove);
    }
    form.addEventListener("submit", (event) => {
      // The dialog stands outside the page's own form; neither is sent.
      event.preventDefault();
      answer = Object.fromEntries(["word", "reading"].map((name) => [name, form.elements[name].value.trim()]));
      dialog.close();
    });
    dialog.addEventListener("close", () => (answer ? done(answer) : gone()));
    const first = form.elements[word ? "reading" : "word"];
    first.focus();
    first.select();
  };

  // A word cannot be a link and carry a reading: the editor keeps one of the two for each sign.
  const refuse = (gone) => {
    const dialog = open(
      make("p", {}, "選んだ文字には、リンクが付いています。ふりがなを付けるには、先にリンクを外してください。"),
      make("div", { className: "ruby-dialog__actions" }, button("閉じる", "button", "button")),
    );
    const close = dialog.querySelector(".ruby-dialog__actions button");
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", gone);
    close.focus();
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
      const hasReading = entity?.getType() === entityType.type;
      const chosen = hasReading ? whole(content, editorState.getSelection(), entityKey) : editorState.getSelection();
      // A word cannot reach over the end of a paragraph.
      const here = chosen.getStartKey() === chosen.getEndKey() ? chosen : SelectionState.createEmpty(chosen.getStartKey()).merge({ anchorOffset: chosen.getStartOffset(), focusOffset: chosen.getStartOffset() });
      const block = content.getBlockForKey(here.getStartKey());
      const isLink = (key) => key && content.getEntity(key).getType() !== entityType.type;
      if (block.getCharacterList().slice(here.getStartOffset(), here.getEndOffset()).some((character) => isLink(character.getEntity()))) {
        refuse(onClose);
        return;
      }
      const word = block.getText().slice(here.getStartOffset(), here.getEndOffset());
      ask(
        { word, reading: hasReading ? entity.getData().reading : "" },
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
