"""The settings: one page for each area of claims.vocabulary.SettingsArea."""
