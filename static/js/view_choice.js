// Which view somebody writes in, remembered by this browser.

const CHOICE = "schreibweise";

export const remembered = () => {
  try {
    return localStorage.getItem(CHOICE);
  } catch {
    return null; // Storage is switched off.
  }
};
export const remember = (choice) => {
  try {
    localStorage.setItem(CHOICE, choice);
  } catch {
    // Then the next page begins as this one did.
  }
};

// Keyboards of Firefox on Android write words twice in such editors.
export const isFit = () => !(/Android/.test(navigator.userAgent) && /Firefox/.test(navigator.userAgent));
