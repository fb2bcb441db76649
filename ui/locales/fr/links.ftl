# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = Liens
links-lead = Pour une clinique qui n’a pas Keepwell.
links-row-note = Pour les cliniques qui n’ont pas Keepwell, et pour un voyage
links-weaker = Moins sûr qu’un partage avec une clinique
links-weaker-note = Toute personne qui a le lien peut ouvrir votre résumé. Rien ne prouve qui l’a ouvert. L’arrêter ne reprend pas ce qui a été lu.
links-none = Vous n’avez aucun lien
links-open = Ouverts maintenant
links-past = Avant
links-make = Créer un lien
links-shape-travel = Pour un voyage
links-shape-travel-note = Un résumé que les lecteurs du monde entier connaissent. Il peut avoir un code d’accès.
links-shape-clinic_us = Pour une clinique aux États-Unis
links-shape-clinic_us-note = Un fichier avec son PDF, comme les cliniques de là-bas le prennent. Sans code d’accès : gardez-le court.

## Making one

links-make-shape = À quoi sert-il ?
links-make-trip = Pour votre voyage : du { $from } au { $until }
links-passcode = Code d’accès
links-passcode-hint = De 4 à 64 caractères. Dites-le de vive voix ou sur un autre papier, jamais avec le lien.
links-passcode-suggest = En proposer un
links-passcode-missing = Sans code d’accès, le lien seul ouvre votre résumé.
links-label = Ce que le lien dit être
links-label-usual = Résumé du patient
links-make-private = Les sujets privés sont laissés de côté.

## One link

links-code = Le code du lien
links-code-note = L’appareil photo de n’importe quel téléphone l’ouvre dans un navigateur. Il marche même si votre téléphone est éteint.
links-once = Code d’accès : { $passcode }
links-once-note = Vous ne le voyez que maintenant. Notez-le à part du lien.
links-has-passcode = Il demande un code d’accès
links-no-passcode = Il n’a pas de code d’accès
links-tries = { $count ->
    [0] Le code a été faux trop souvent. Le lien ne s’ouvre plus.
    [one] Le code peut encore être faux 1 fois.
   *[other] Le code peut encore être faux { $count } fois.
  }
links-tries-note = Les essais ne reviennent jamais. Pour en avoir de nouveaux, créez un autre lien.
links-limit = { $count ->
    [one] Il peut être ouvert une fois en tout.
   *[other] Il peut être ouvert { $count } fois en tout.
  }
links-from = S’ouvre à partir de : { $when }
links-unsent = Le serveur ne l’a pas encore. Il est envoyé dès qu’il y a internet.
links-elsewhere = Un autre appareil l’a créé. Son code est là-bas.
links-update = Y mettre le dossier d’aujourd’hui
links-updated = Il a le résumé d’aujourd’hui.
links-rearm = Lui donner une nouvelle fin
links-rearm-note = Le code reste, aussi sur papier. Les ouvertures sont recomptées et le dossier d’aujourd’hui y est mis.
links-opened = Qui l’a ouvert
links-opened-note = Qui ouvre un lien dit qui il est. Personne ne le vérifie.
links-opened-none = Personne ne l’a ouvert.
links-visit-opened = L’a ouvert
links-visit-refused = Mauvais code
links-stop = Arrêter ce lien
links-text = Le lien en texte
