// The scripts of the page: plain scripts that share one scope, each with one name of its own.
import js from "@eslint/js";
import globals from "globals";

const OWN = [
  "Text", "Project", "Filters", "Chain", "Graph", "Layout", "Look", "Picture", "Details", "Table", "Controls",
  "Focus", "Page",
];

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: {
      ecmaVersion: 2024,
      sourceType: "script",
      globals: {
        ...globals.browser, cytoscape: "readonly", dagre: "readonly",
        ...Object.fromEntries(OWN.map((name) => [name, "readonly"])),
      },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-unused-vars": ["error", { varsIgnorePattern: `^(${OWN.join("|")})$` }],
      "no-redeclare": ["error", { builtinGlobals: false }],
      "no-eval": "error", "no-implied-eval": "error", "no-new-func": "error",
      "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({
        property, message: "text of the project is never markup",
      })), { object: "document", property: "write" }],
      "no-var": "error", "prefer-const": "error", eqeqeq: "error", strict: ["error", "global"],
      "max-lines": ["error", 300], "max-lines-per-function": ["error", { max: 42, IIFEs: false }],
      "max-len": ["error", 150],
    },
  },
];
