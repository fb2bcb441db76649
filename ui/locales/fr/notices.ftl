# unreviewed

notices-opened-title = Un partage a été ouvert
notices-opened-text = Quelqu’un avec qui vous partagez vient de l’ouvrir. Ouvrez Keepwell pour voir qui.
notices-unlock = Déverrouillez votre dossier
