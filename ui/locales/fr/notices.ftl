# unreviewed

notices-opened-title = Un partage a été ouvert
notices-opened-text = Quelqu’un avec qui vous partagez vient de l’ouvrir. Ouvrez Keepwell pour voir qui.
notices-asked-title = Quelqu’un demande plus de temps
notices-asked-text = Quelqu’un avec qui vous partagez vous demande plus de temps. Ouvrez Keepwell pour voir qui.
notices-unlock = Déverrouillez votre dossier
