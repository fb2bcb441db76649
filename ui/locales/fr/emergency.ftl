# unreviewed

emergency-title = Carte d’urgence
emergency-born = Naissance : { $date } ({ $age })
emergency-allergies = Allergies
emergency-severe = { $name } : grave
emergency-no-known = Aucune allergie connue
emergency-no-known-note = Un élément du dossier le dit.
emergency-not-recorded = Aucune allergie n’est notée
emergency-not-recorded-note = Cela ne veut pas dire qu’il n’y en a pas. Demandez.
emergency-medicines = Médicaments
emergency-conditions = Maladies
emergency-none = Rien de noté
emergency-seen = Toute personne qui tient cet appareil peut voir cette page.
emergency-own = C’est le dossier de la personne elle-même. Il peut être incomplet. Demandez-lui.
emergency-sensitive = Les sujets privés ne sont pas montrés.
emergency-empty = Rien à montrer pour l’instant
emergency-empty-note = Ajoutez d’abord un élément. Cette page montrera alors ce qui aide en urgence.
emergency-travel-title = Mode voyage
emergency-travel-offline = Marche sans internet
emergency-travel-lead = Montrez cette page à un médecin. C’est votre dossier tel que vos cabinets l’ont écrit.
emergency-travel-language = Écrit comme dans votre dossier
emergency-travel-language-note = Keepwell ne traduit pas de texte libre par machine. Un mot faux pourrait vous nuire.
emergency-travel-show = Montrer le code à un cabinet
